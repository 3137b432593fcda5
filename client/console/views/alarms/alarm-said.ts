import type { Alarm } from '#data/contract/alarm.ts';
import type { Speech } from '#client/words/speech.ts';
import { deskWords } from '#client/words/desk-words.ts';

export function alarmSaid(alarm: Alarm, _b: unknown, _n: number, say: Speech, _c: unknown) {
  return { why: say.of(deskWords).alarms.conditions[alarm.condition], response: '' };
}
