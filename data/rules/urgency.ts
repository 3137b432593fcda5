import type { Incident, IncidentState } from '../contract/incident.ts';
import type { LimitStep } from '../contract/time-limit.ts';
import { HOUR } from './civil-day.ts';
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

/**
 * The parts of every list of open incidents, in their order: priority 1 stays on top until its work is done, then what
 * is late, what will be within the hour, what has time, and what waits only for its check.
 */
export const bands = ['p1', 'overdue', 'hour', 'later', 'check'] as const;
export type Band = (typeof bands)[number];

export function bandOf(incident: Incident, now: number): Band {
  return bandAt(incident, nextLimit(incident, now));
}

function bandAt(incident: Incident, limit: Limit | undefined): Band {
  if (isHandled(incident)) return 'check';
  if (incident.priority === 1) return 'p1';
  if (!limit) return 'later';
  if (limit.left <= 0) return 'overdue';
  // A clock that stands still brings nothing nearer.
  return limit.left <= HOUR && !limit.suspended ? 'hour' : 'later';
}

/**
 * The order of every list of open incidents: by band, then by the time that is left; only what is late already goes by
 * priority first. What has no limit, or one whose clock stands still, follows what runs.
 */
export function byUrgency(incidents: Iterable<Incident>, now: number): Incident[] {
  const keyed = [...incidents].map((incident) => {
    const limit = nextLimit(incident, now);
    const band = bandAt(incident, limit);
    return {
      incident,
      band: bands.indexOf(band),
      first: band === 'overdue' ? incident.priority : 0,
      left: !limit || (limit.suspended && limit.left > 0) ? Infinity : limit.left,
    };
  });
  keyed.sort(
    (a, b) =>
      a.band - b.band ||
      a.first - b.first ||
      compare(a.left, b.left) ||
      a.incident.priority - b.incident.priority ||
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
