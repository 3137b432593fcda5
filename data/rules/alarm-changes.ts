import type { Alarm, AlarmCondition } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { AlarmId } from '../contract/ids.ts';
import type { Condition } from './alarm-identity.ts';
import { alarmRules } from './alarm-rules.ts';

/** Since when what holds has differed from what the board says. */
export type Pending = ReadonlyMap<AlarmId, number>;
export type AlarmChanges = { raise: Condition[]; clear: Alarm[]; pending: Pending };

/**
 * What must be raised and cleared so that the board says what holds, once it has held for its
 * delay. A shelved alarm rests: it is looked at again when the shelf has ended. A condition that is
 * `out` of service raises nothing, and what it had raised is cleared.
 */
export function alarmChanges(
  holding: readonly Condition[],
  alarms: Board['alarms'],
  before: Pending,
  now: number,
  out: ReadonlyMap<AlarmCondition, unknown> = new Map(),
): AlarmChanges {
  const raise: Condition[] = [];
  const clear: Alarm[] = [];
  const pending = new Map<AlarmId, number>();
  const held = new Set<AlarmId>();
  const lasted = (id: AlarmId, since: number, delay: number) => {
    const from = Math.min(before.get(id) ?? now, since);
    if (now - from >= delay) return true;
    pending.set(id, from);
    return false;
  };

  for (const condition of holding) {
    const { id, priority } = condition.alarm;
    if (out.has(condition.alarm.condition)) continue;
    held.add(id);
    const known = alarms.get(id);
    // One that has become graver is raised again, to be seen and acknowledged again.
    const isSaid = known?.active && known.priority <= priority;
    if (isSaid || known?.shelvedUntil !== undefined) continue;
    if (lasted(id, condition.since, alarmRules[condition.alarm.condition].onDelay)) raise.push(condition);
  }
  for (const alarm of alarms.values()) {
    const { condition } = alarm;
    if (!alarm.active || held.has(alarm.id) || alarm.shelvedUntil !== undefined) continue;
    if (out.has(condition) || lasted(alarm.id, now, alarmRules[condition].offDelay)) clear.push(alarm);
  }
  return { raise, clear, pending };
}
