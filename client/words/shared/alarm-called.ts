import type { Alarm } from '#data/contract/alarm.ts';
import type { CityNames } from './city-names.ts';
import type { Speech } from './speech.ts';

/** What an alarm is called: by its condition, or by its being over once that has gone. */
export const alarmName = (say: Speech, { condition, active }: Pick<Alarm, 'condition' | 'active'>): string =>
  say.words.alarms[active ? 'conditions' : 'gone'][condition];

/** Where it is, as the smallest area that is known of it; nothing where none is. */
export function alarmPlace(names: CityNames, { areas }: Pick<Alarm, 'areas'>): string {
  const smallest = areas.at(-1);
  return smallest === undefined ? '' : names.brief(smallest);
}
