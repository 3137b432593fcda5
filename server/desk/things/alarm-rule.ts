import { AlarmCondition, type OutOfService } from '#data/contract/alarm.ts';
import type { AlarmRuleCommand } from '#data/contract/commands/alarm-rule.ts';
import { accepted } from '#data/kit/result.ts';
import { alarmRuleCommandsFor, decideAlarmRule } from '#data/rules/alarm-service.ts';
import { noSuch } from '../refusal.ts';
import type { Thing } from './thing.ts';

/** `alarmRuleCommands`: takes conditions out of service and back. */
export const alarmRuleThing: Thing<{ condition: AlarmCondition; out: OutOfService | undefined }> = {
  called: 'alarm condition',
  find(id, { board }) {
    const condition = AlarmCondition.safeParse(id);
    if (!condition.success) return noSuch('alarm condition');
    return accepted({ condition: condition.data, out: board.outOfService.get(condition.data) });
  },
  standing: ({ condition, out }) => ({ allowed: alarmRuleCommandsFor(condition, out) }),
  decide: ({ condition, out }, said, { now }) => decideAlarmRule(condition, out, said as AlarmRuleCommand, now),
};
