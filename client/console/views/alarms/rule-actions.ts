import type { AlarmRulesAnswer } from '#data/contract/desk-api.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Action } from '../parts/action.ts';
import { shiftEnd } from '../parts/city-time.ts';

export type AlarmRuleRow = AlarmRulesAnswer['items'][number];
type Words = { rules: ConsoleWords['rules']; reason: string };

/** What an administrator can do with a condition; it always ends and always has a reason. */
export function ruleActions(row: AlarmRuleRow, { rules, reason }: Words, now: number, timeZone: string): Action[] {
  const path = (command: string) => `/alarm-rules/${encodeURIComponent(row.condition)}/${command}`;
  const known: Record<string, Action> = {
    'take-out': {
      name: 'take-out',
      label: row.outOfService ? rules.takeOutAgain : rules.takeOut,
      key: 't',
      path: path('take-out'),
      grave: true,
      fields: [
        {
          name: 'until',
          kind: 'time',
          label: rules.until,
          hint: rules.untilHint,
          required: true,
          start: row.outOfService?.until ?? shiftEnd(now, timeZone),
        },
        { name: 'reason', kind: 'text', label: reason, required: true, most: 500 },
      ],
    },
    return: { name: 'return', label: rules.return, key: 'r', path: path('return') },
  };
  return row.allowed.flatMap((name) => known[name] ?? []);
}
