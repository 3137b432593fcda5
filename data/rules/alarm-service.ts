import type { AlarmCondition, OutOfService } from '../contract/alarm.ts';
import type { AlarmRuleCommand } from '../contract/commands/alarm-rule.ts';
import { accepted, refused } from '../kit/result.ts';
import { DAY } from './civil-day.ts';
import { isCallForHelp } from './alarm-order.ts';
import type { Decided } from './decision.ts';

/** What is out of order for longer is changed, not taken out. */
const LONGEST_OUT = 30 * DAY;

/** Takes a condition out of service or back. A call for help is never out of service. */
export function decideAlarmRule(
  condition: AlarmCondition,
  row: OutOfService | undefined,
  command: AlarmRuleCommand,
  now: number,
): Decided {
  switch (command.name) {
    case 'take-out': {
      const { until, reason } = command.body;
      if (isCallForHelp({ condition })) return refused({ why: 'never-out' });
      if (until <= now) return refused({ why: 'until-past', pointer: '/until' });
      if (until > now + LONGEST_OUT) return refused({ why: 'until-far', pointer: '/until' });
      return accepted([{ kind: 'alarm-rule.taken-out', condition, until, reason }]);
    }
    case 'return':
      if (!row) return refused({ why: 'in-service' });
      return accepted([{ kind: 'alarm-rule.returned', condition }]);
  }
}

export function alarmRuleCommandsFor(condition: AlarmCondition, row: OutOfService | undefined): string[] {
  return [...(isCallForHelp({ condition }) ? [] : ['take-out']), ...(row ? ['return'] : [])];
}
