import type { Incident, IncidentState } from '../contract/incident.ts';
import type { LimitStep } from '../contract/time-limit.ts';
import { limitSteps, nearFrom, type LimitPack } from './time-limits.ts';

/** The next time limit of an incident. */
export type Limit = {
  step: LimitStep;
  due: number;
  /** Milliseconds to it, negative when it has passed. Stands still while suspended. */
  left: number;
  suspended: boolean;
};
export type UrgencyLevel = 'none' | 'ample' | 'near' | 'overdue';

/** The earliest limit not yet met; undefined when all are met or none is set. */
export function nextLimit(incident: Incident, now: number): Limit | undefined {
  if (isHandled(incident)) return undefined;
  let next: { step: LimitStep; due: number } | undefined;
  for (const step of limitSteps) {
    const due = incident.due[step];
    if (due === undefined || isMet(incident, step)) continue;
    if (!next || due < next.due) next = { step, due };
  }
  if (!next) return undefined;
  const { suspended } = incident;
  const clock = suspended ? Math.min(now, suspended.since) : now;
  return { ...next, left: next.due - clock, suspended: suspended !== undefined };
}

/** A time limit has passed. */
export function isOverdue(incident: Incident, now: number): boolean {
  const limit = nextLimit(incident, now);
  return limit !== undefined && limit.left <= 0;
}

/** How pressing the next limit is: near from 80 % of the allotted time on. */
export function urgencyOf(incident: Incident, now: number, pack: LimitPack): UrgencyLevel {
  const limit = nextLimit(incident, now);
  if (!limit) return 'none';
  if (limit.left <= 0) return 'overdue';
  const near = nearFrom(incident, limit.step, pack) ?? Infinity;
  return limit.due - limit.left >= near ? 'near' : 'ample';
}

/** For the incident board: by priority, then time left; what waits only for its check comes last. */
export function byUrgency(incidents: Iterable<Incident>, now: number): Incident[] {
  const keyed = [...incidents].map((incident) => ({
    incident,
    handled: isHandled(incident) ? 1 : 0,
    left: nextLimit(incident, now)?.left ?? Infinity,
  }));
  keyed.sort(
    (a, b) =>
      a.handled - b.handled ||
      a.incident.priority - b.incident.priority ||
      compare(a.left, b.left) ||
      a.incident.reportedAt - b.incident.reportedAt ||
      compare(a.incident.id, b.incident.id),
  );
  return keyed.map(({ incident }) => incident);
}

const underWork: ReadonlySet<IncidentState> = new Set(['reported', 'triaged', 'assigned', 'enroute', 'onscene']);

/** The work is done; what is missing is at most the check and the closure. */
export function isHandled({ state }: Pick<Incident, 'state'>): boolean {
  return !underWork.has(state);
}

/** Accepted once the desk has taken it on: triaged, or somebody sent. Attended once somebody is there. */
function isMet({ times }: Incident, step: LimitStep): boolean {
  if (step === 'accept') return (times.triaged ?? times.firstAssigned ?? times.arrived) !== undefined;
  if (step === 'attend') return times.arrived !== undefined;
  return times.resolved !== undefined;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
