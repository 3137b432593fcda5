import { AlarmCondition } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import { type AlarmRuleCommand, alarmRuleCommands } from '#data/contract/commands/alarm-rule.ts';
import { alarmRuleCommandsFor, decideAlarmRule } from '#data/rules/alarm-service.ts';
import { createKeeping, type Given, type KeepingParts } from '../desk/keeping.ts';
import { againstRule, invalidBody, noSuch, noSuchCommand } from '../desk/refusal.ts';
import { keepOne, receiptOf, type ThingDesk } from '../desk/thing-desk.ts';
import { createTurns } from '../desk/turns.ts';

type Parts = KeepingParts & { board: () => Board };

/** Takes alarm conditions out of service and back: `alarmRuleCommands`. */
export function createAlarmService({ board, clock, ...parts }: Parts): ThingDesk {
  const keeping = createKeeping({ clock, ...parts });
  const turns = createTurns();

  return async (given, id, name, body) => {
    const condition = AlarmCondition.safeParse(id);
    if (!condition.success) return noSuch('alarm condition');
    if (!Object.hasOwn(alarmRuleCommands, name)) return noSuchCommand;
    const parsed = alarmRuleCommands[name as keyof typeof alarmRuleCommands].body.safeParse(body ?? {});
    if (!parsed.success) return invalidBody(parsed.error);
    const command = { name, body: parsed.data } as AlarmRuleCommand;
    const said: Given = { ...given, body: command.body };
    return turns([`alarm-rule/${id}`], async () => {
      const row = board().outOfService.get(condition.data);
      const decided = decideAlarmRule(condition.data, row, command, clock.now());
      if (decided.ok) return keepOne(keeping, said, id, decided.value, false);
      const first = await keeping.before(said);
      if (first) return { ok: true, value: receiptOf(first, id) };
      return againstRule(decided.refusal, { allowed: alarmRuleCommandsFor(condition.data, row) });
    });
  };
}
