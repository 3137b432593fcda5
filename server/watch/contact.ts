import type { Unit } from '#data/contract/unit.ts';
import { MINUTE } from '#data/rules/civil-day.ts';

/** Milliseconds since the last fix. */
const LIVE_UP_TO = MINUTE / 2;
const LATE_UP_TO = 2 * MINUTE;

/** What is known of when units were heard. */
export type Heard = {
  /** When a unit's newest fix was taken; undefined when none is known. */
  last: (unit: Unit['id']) => number | undefined;
  /** Its device has said that it is there no more, or its broker has. */
  left: (unit: Unit['id']) => boolean;
  /** From when on we listen. */
  since: number;
};

const fromBest: readonly Unit['contact'][] = ['live', 'late', 'offline', 'unknown'];

/**
 * How well a unit is heard: by its last fix, apart from what it does. What it did while we did not listen is no
 * silence of its own: it keeps what it had until it has had the time to speak up.
 */
export function contactOf({ id, contact }: Unit, { last, left, since }: Heard, now: number): Unit['contact'] {
  if (left(id)) return 'offline';
  const at = last(id);
  const byFix = contactBy(at, contact, now);
  const hadTime = now < since || now - since > LATE_UP_TO || (at !== undefined && at >= since);
  if (hadTime) return byFix;
  return fromBest.indexOf(contact) < fromBest.indexOf(byFix) ? contact : byFix;
}

/** Of a unit that never said where it is nothing is known. */
function contactBy(last: number | undefined, contact: Unit['contact'], now: number): Unit['contact'] {
  if (last === undefined) return contact === 'unknown' ? 'unknown' : 'offline';
  const age = now - last;
  return age <= LIVE_UP_TO ? 'live' : age <= LATE_UP_TO ? 'late' : 'offline';
}
