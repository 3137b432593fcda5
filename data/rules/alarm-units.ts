import type { AlarmCondition, AlarmPriority } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { AreaId } from '../contract/ids.ts';
import type { Unit } from '../contract/unit.ts';
import { alarmOf, type Condition } from './alarm-identity.ts';
import { SILENT_ON_DUTY, welfareEvery } from './alarm-rules.ts';

/** Where a unit was last heard, from large to small: who answers for that area hears of it. */
export type UnitAreas = (unit: Unit['id']) => AreaId[];

/** What of a unit needs a response now. */
export function unitConditions(
  unit: Unit,
  board: Pick<Board, 'incidents'>,
  now: number,
  areasOf: UnitAreas,
): Condition[] {
  const incident = unit.incident === undefined ? undefined : board.incidents.get(unit.incident);
  const { id, exercise } = unit;
  const condition = (name: AlarmCondition, priority: AlarmPriority, since: number): Condition => ({
    alarm: alarmOf(name, { kind: 'unit', id }, priority, incident?.areas ?? areasOf(id)),
    since,
    exercise,
  });
  const onIncident = incident?.priority === 1 ? 1 : 2;
  const found: Condition[] = [];

  if (unit.panic !== undefined) found.push(condition('panic', 1, unit.panic));
  const welfare = welfareDue(unit, incident?.priority ?? 2);
  if (welfare !== null && welfare <= now) found.push(condition('welfare-due', onIncident, welfare));
  if (unit.contact !== 'offline' || unit.reason === 'offduty') return found;
  if (!incident && now - unit.contactSince < SILENT_ON_DUTY) return found;
  found.push(condition('unit-silent', incident ? onIncident : 3, Math.max(unit.contactSince, unit.since)));
  return found;
}

/** By when a crew on scene must say that it is well; null when it is not on scene. A check-in starts it anew. */
export function welfareDue(
  { reason, since, checkedIn = 0 }: Pick<Unit, 'reason' | 'since' | 'checkedIn'>,
  priority: keyof typeof welfareEvery,
): number | null {
  return reason === 'onscene' ? Math.max(since, checkedIn) + welfareEvery[priority] : null;
}
