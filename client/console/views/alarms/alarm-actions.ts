import type { Alarm } from '#data/contract/alarm.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { alarmResponses } from '#data/rules/alarm-response.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Action } from '../parts/action.ts';
import { shiftEnd } from '../parts/city-time.ts';
import type { Values } from '../parts/field.ts';

export const shelfEnds = ['quarter', 'hour', 'shift', 'own'] as const;

/** Until when an alarm is shelved by that choice; undefined where nobody has said. */
export function shelvedUntil({ end, until }: Values, now: number, timeZone: string): number | undefined {
  if (end === 'quarter') return Math.round(now) + 15 * MINUTE;
  if (end === 'hour') return Math.round(now) + HOUR;
  if (end === 'shift') return shiftEnd(now, timeZone);
  return until as number | undefined;
}

/** The responses that an alarm takes just now, as buttons with their keys. */
export function alarmActions(alarm: Alarm, words: ConsoleWords, now: number, timeZone: string): Action[] {
  const path = (command: string) => `/alarms/${encodeURIComponent(alarm.id)}/${command}`;
  const actions: Record<ReturnType<typeof alarmResponses>[number], Action> = {
    acknowledge: { name: 'acknowledge', label: words.alarms.acknowledge, key: 'a', path: path('acknowledge') },
    unshelve: { name: 'unshelve', label: words.alarms.unshelve, key: 'u', path: path('unshelve') },
    shelve: {
      name: 'shelve',
      label: words.alarms.shelve,
      key: 's',
      path: path('shelve'),
      fields: [
        {
          name: 'end',
          kind: 'choice',
          label: words.alarms.until,
          required: true,
          start: 'quarter',
          options: shelfEnds.map((value) => ({ value, label: words.alarms.ends[value] })),
        },
        { name: 'until', kind: 'time', label: words.alarms.ends.own, hint: words.alarms.untilOwn },
        { name: 'reason', kind: 'text', label: words.common.reason, required: true, most: 500 },
      ],
      body: (values) => ({ until: shelvedUntil(values, now, timeZone), reason: values['reason'] }),
    },
  };
  return alarmResponses(alarm).map((name) => actions[name]);
}
