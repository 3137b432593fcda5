import { alarmRuleCommands } from '#data/contract/commands/alarm-rule.ts';
import type { AlarmRulesAnswer } from '#data/contract/desk-api.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Action } from '../form/action.ts';
import { shiftEnd } from '../form/city-time.ts';
import { actionOf } from './action-of.ts';

export type AlarmRuleRow = AlarmRulesAnswer['items'][number];

/** What an administrator can do with a condition; it always ends and always has a reason. */
export function ruleActions(row: AlarmRuleRow, words: ConsoleWords, now: number, timeZone: string): Action[] {
  const { rules, common } = words;
  const start = row.outOfService?.until ?? shiftEnd(now, timeZone);
  const parts = {
    'take-out': {
      label: row.outOfService ? rules.takeOutAgain : rules.takeOut,
      labels: [rules, common],
      hints: { until: { hint: rules.untilHint, start } },
      grave: true,
    },
    return: { label: rules.return },
  };
  return (['take-out', 'return'] as const)
    .filter((name) => row.allowed.includes(name))
    .map((name) => {
      const to = { route: 'POST /api/v1/alarm-rules/:id/:command', id: row.condition, command: name } as const;
      return actionOf('alarm-rule', name, alarmRuleCommands[name], { to, ...parts[name] });
    });
}
