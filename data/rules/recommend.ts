import type { Recommendation } from '../contract/desk-api.ts';
import type { UnitId } from '../contract/ids.ts';
import type { Incident } from '../contract/incident.ts';
import type { Unit } from '../contract/unit.ts';
import { MINUTE } from './civil-day.ts';

/** A unit, and what is known of its way to the incident. */
export type Candidate = {
  unit: Unit;
  /** Over the streets; null = no way found, or no place known. */
  way: { seconds: number; metres: number } | null;
  /** Null = never heard. */
  fixAgeMs: number | null;
  /** Incidents it has been sent to in the last `LOAD_MS`. */
  recentLoad: number;
};

export const LOAD_MS = 8 * 60 * MINUTE;

/**
 * What a disadvantage is worth, as seconds of travel: who is second in service goes before the best
 * service where he is there more than so much earlier. One number for each, so that the order can
 * be told in one sentence.
 */
export const detour = {
  /** For every place further down the category's list of services. */
  serviceRank: 5 * 60,
  /** For a service that the category does not name. */
  otherService: 20 * 60,
  /** For every incident of the last hours. */
  load: 60,
  /** Free with a condition: a meal that can be broken off. */
  conditional: 2 * 60,
  /** Has to leave another incident first. */
  busy: 40 * 60,
} as const;

/** A fix is taken at its word for so long; from then on its age is added to the way. */
const FIX_IS_FRESH = MINUTE / 2;
const OLDEST_FIX = 30 * MINUTE;
/** From there on the age of the fix is said. */
const FIX_IS_LATE = 2 * MINUTE;
/** No way is worse than any way. */
const NO_WAY = 24 * 60 * 60;

/**
 * Who could be sent to the incident, best first: by travel time and what `detour` adds to it.
 * Crews off duty or otherwise unavailable are left out, and so are those already sent to it; units
 * that nobody hears are offered only when there is nobody else.
 */
export function recommend(
  incident: Pick<Incident, 'assignments'>,
  services: readonly string[],
  candidates: readonly Candidate[],
): Recommendation[] {
  const sent = new Set<UnitId>(incident.assignments.map(({ unit }) => unit));
  const able = candidates.filter(({ unit }) => !sent.has(unit.id) && (isFree(unit) || unit.incident !== undefined));
  const heard = able.filter(({ unit }) => unit.contact !== 'offline');
  const offered = (heard.length > 0 ? heard : able).map((candidate) => {
    const rank = services.indexOf(candidate.unit.service);
    const serviceRank = rank === -1 ? null : rank;
    return { candidate, serviceRank, cost: costOf(candidate, serviceRank) };
  });
  offered.sort((a, b) => a.cost - b.cost || (a.candidate.unit.id < b.candidate.unit.id ? -1 : 1));
  const nearest = Math.min(...offered.map(({ candidate }) => candidate.way?.seconds ?? Infinity));
  return offered.map(({ candidate, serviceRank }) => told(candidate, serviceRank, nearest));
}

const isFree = ({ availability, incident }: Unit) => availability !== 'unavailable' && incident === undefined;

function costOf({ unit, way, fixAgeMs, recentLoad }: Candidate, serviceRank: number | null): number {
  const service = serviceRank === null ? detour.otherService : serviceRank * detour.serviceRank;
  const age = Math.min(fixAgeMs ?? OLDEST_FIX, OLDEST_FIX);
  return (
    (way?.seconds ?? NO_WAY) +
    service +
    recentLoad * detour.load +
    (unit.availability === 'conditional' ? detour.conditional : 0) +
    (isFree(unit) ? 0 : detour.busy) +
    (age > FIX_IS_FRESH ? age / 1000 : 0)
  );
}

function told(
  { unit, way, fixAgeMs, recentLoad }: Candidate,
  serviceRank: number | null,
  nearest: number,
): Recommendation {
  const free = isFree(unit);
  const reasons: Recommendation['reasons'] = [];
  if (!way) reasons.push({ key: 'no-way' });
  else {
    if (way.seconds === nearest) reasons.push({ key: 'nearest' });
    reasons.push({ key: 'minutes', value: Math.max(1, Math.round(way.seconds / 60)) });
  }
  reasons.push(serviceRank === 0 ? { key: 'best-service' } : { key: 'other-service' });
  if (!free) reasons.push({ key: 'busy' });
  if (recentLoad > 0) reasons.push({ key: 'load', value: recentLoad });
  if (fixAgeMs === null) reasons.push({ key: 'late-fix' });
  else if (fixAgeMs > FIX_IS_LATE || unit.contact === 'offline')
    reasons.push({ key: 'late-fix', value: Math.max(1, Math.round(fixAgeMs / MINUTE)) });
  return {
    unit: unit.id,
    ...(unit.callSign !== undefined && { callSign: unit.callSign }),
    service: unit.service,
    travelSeconds: way && Math.round(way.seconds),
    metres: way && Math.round(way.metres),
    fixAgeMs,
    serviceRank,
    recentLoad,
    free,
    reasons,
  };
}
