import type { Alarm } from '#data/contract/alarm.ts';
import { alarmCommands } from '#data/contract/commands/alarm.ts';
import { alarmResponses } from '#data/rules/alarm-response.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Action } from '../form/action.ts';
import { shiftEnd } from '../form/city-time.ts';
import type { Field, Values } from '../form/field.ts';
import { actionOf } from './action-of.ts';

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
  const { alarms, common } = words;
  return alarmResponses(alarm).map((name) => {
    const to = { route: 'POST /api/v1/alarms/:id/:command', id: alarm.id, command: name } as const;
    const hints = { until: { label: alarms.ends.own, hint: alarms.untilOwn, required: false }, reason: {} };
    const parts = { label: alarms[name], to, labels: [common], hints };
    const action = actionOf('alarm', name, alarmCommands[name], parts);
    if (name !== 'shelve') return action;
    const end: Field = {
      name: 'end',
      kind: 'choice',
      label: alarms.until,
      required: true,
      start: 'quarter',
      options: shelfEnds.map((value) => ({ value, label: alarms.ends[value] })),
    };
    return {
      ...action,
      fields: [end, ...action.fields!],
      body: (values) => ({ until: shelvedUntil(values, now, timeZone), reason: values['reason'] }),
    };
  });
}

/** Minutes that an alarm is put away for from the strip, which has no room for a date. */
const SPANS = [15, 30, 60, 120, 480];

/** The same from the strip of alarms: why, and one of a few spans. `now` is asked when it is sent. */
export function shelveFromStrip(id: string, words: ConsoleWords, say: Speech, now: () => number): Action {
  const { alarmStrip } = words;
  const options = SPANS.map((span) => ({
    value: String(span),
    label: `${alarmStrip.minutes(span)} · ${say.clock(now() + span * MINUTE, now())}`,
  }));
  return actionOf('alarm', 'shelve', alarmCommands.shelve, {
    label: alarmStrip.shelve,
    to: { route: 'POST /api/v1/alarms/:id/:command', id: id, command: 'shelve' },
    hints: {
      reason: { label: alarmStrip.reason, kind: 'line' },
      until: { label: alarmStrip.until, options, start: '30' },
    },
    // The picture's clock has fractions of a millisecond, a moment on record has none.
    body: ({ until, reason }) => ({ until: Math.round(now() + Number(until) * MINUTE), reason }),
  });
}
