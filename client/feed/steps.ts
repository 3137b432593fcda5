import type { Random } from '#data/kit/random.ts';
import type { Follower, Step } from './follow.ts';

/** Longest wait before the next try, and at least this long between two reloads of the page. */
export const LONGEST_WAIT_MS = 30_000;
const RELOAD_MS = 60_000;

export type Chance = { now: number; random: Random; build: string };

export const still = (state: Follower): Step => ({ state, effects: [] });

/** Takes a snapshot: at once the first time, later the longer the more often it was in vain. */
export function sync(state: Follower, why: string, { now, random }: Chance): Step {
  const next = { ...state, why, confirmedAt: null, failures: state.failures + 1 };
  if (state.failures === 0) return fetch(next, now);
  return still({ ...next, phase: { is: 'syncing', since: now, retryAt: now + waitAfter(state.failures, random) } });
}

export function fetch(state: Follower, now: number): Step {
  const ask = state.asks + 1;
  return {
    state: { ...state, asks: ask, phase: { is: 'syncing', since: now, retryAt: null } },
    effects: [{ do: 'fetch', ask, url: state.snapshotUrl }],
  };
}

export function dial(state: Follower, now: number): Step {
  const conn = state.conn + 1;
  return {
    state: { ...state, conn, phase: { is: 'opening', since: now } },
    effects: [{ do: 'dial', conn, resume: state.place }],
  };
}

/** Another connection after a while, for ever. */
export function retry(state: Follower, why: string, { now, random }: Chance): Step {
  const until = now + waitAfter(state.failures, random);
  return hangUp({ ...state, failures: state.failures + 1 }, until, why);
}

export function hangUp(state: Follower, until: number, why: string): Step {
  return {
    state: { ...state, phase: { is: 'waiting', until }, confirmedAt: null, why },
    effects: [{ do: 'hang-up' }],
  };
}

/** A page that is too old loads itself anew, but not over and over when that does not help. */
export function upgrade(state: Follower, until: number, { now }: Chance): Step {
  const { state: next, effects } = hangUp(state, until, 'upgrade');
  if (now - state.reloadedAt < RELOAD_MS) return { state: next, effects };
  return { state: { ...next, reloadedAt: now }, effects: [...effects, { do: 'reload' }] };
}

/** Full jitter: anywhere up to a bound that grows with every failure. */
function waitAfter(failures: number, random: Random): number {
  return random() * Math.min(LONGEST_WAIT_MS, 1000 * 1.5 ** failures);
}
