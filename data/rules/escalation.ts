import type { EscalationLevel, Incident } from '../contract/incident.ts';
import { afterLimit, limitsOf, type LimitPack } from './time-limits.ts';
import { nextLimit } from './urgency.ts';

/** Of the time that was allotted, what may pass beyond the limit before each level hears of it. */
const beyond = { 1: 0, 2: 0.5, 3: 1 } as const satisfies Record<EscalationLevel, number>;
const levels = [3, 2, 1] as const satisfies readonly EscalationLevel[];

/**
 * Up to which level an incident goes by itself now: 1 when a limit is reached, 2 when half of its
 * time has passed again, 3 when all of it has. Null: it is not late, its clock stands still, or it
 * has come so far already. Levels that were slept through are not made up for one by one.
 */
export function escalationDue(incident: Incident, now: number, pack: LimitPack): EscalationLevel | null {
  const limit = nextLimit(incident, now);
  if (!limit || limit.suspended || limit.left > 0) return null;
  const present = incident.escalation?.level ?? 0;
  const level = levels.find((each) => each > present && now >= reachedAt(incident, limit, each, pack));
  return level ?? null;
}

/** When a level hears of it, in the kind of time that the limit itself is counted in. */
function reachedAt(
  incident: Incident,
  { step, due }: { step: 'accept' | 'attend' | 'resolve'; due: number },
  level: EscalationLevel,
  pack: LimitPack,
): number {
  const limit = limitsOf(incident, pack)[step];
  if (!limit) return due + beyond[level] * Math.max(0, due - incident.times.received);
  return afterLimit(due, limit, pack.calendar, pack.city.timeZone, beyond[level]);
}
