import type { Unit } from '#data/contract/unit.ts';
import { MINUTE } from '#data/rules/civil-day.ts';

/** Milliseconds since the last fix. */
const LIVE_UP_TO = MINUTE / 2;
const LATE_UP_TO = 2 * MINUTE;

/** What is known of when units were heard. */
export type Heard = {
  /** When a unit's newest fix was taken; undefined when none is known. */
  last: (unit: Unit['id']) => number | undefined;
  /** From when on we listen. */
  since: number;
};

/** How well a unit is heard: by its last fix, apart from what it does. */
export function contactOf({ id, contact }: Unit, heard: Heard, now: number): Unit['contact'] {
  const last = heard.last(id);
  if (last !== undefined) {
    const age = now - last;
    return age <= LIVE_UP_TO ? 'live' : age <= LATE_UP_TO ? 'late' : 'offline';
  }
  // Heard before we started: it keeps what it had until it has had the time to speak up.
  return contact === 'unknown' || now - heard.since <= LATE_UP_TO ? contact : 'offline';
}
