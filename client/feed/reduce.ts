import {
  BEAT_MS,
  PROTOCOL,
  SILENCE_MS,
  type Beat,
  type Bye,
  type FactsFrame,
  type Hello,
} from '#data/contract/feed.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { unpackBoard } from '#data/fold/snapshot.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import type { Random } from '#data/kit/random.ts';
import { isOlderBuild } from '#data/rules/build-order.ts';
import type { Follower, Input, LinkState, Step } from './follow.ts';

/** A beat that is later than this cannot keep the picture live until the next one. */
const LATE_MS = SILENCE_MS - BEAT_MS;
/** Without a frame for this long, the connection is given up and another one tried. */
const GIVE_UP_MS = 10_000;
/** Without a frame for this long, nobody should act on the picture. */
const DOWN_MS = 15_000;
/** Following without facts and without a confirmation for this long, another connection is tried. */
const STUCK_MS = 20_000;
/** Longest wait for a hello, and for a snapshot. */
const HELLO_MS = 10_000;
const SNAPSHOT_MS = 60_000;
/** Longest wait before the next try, and at least this long between two reloads of the page. */
const LONGEST_WAIT_MS = 30_000;
const RELOAD_MS = 60_000;

export type Chance = { now: number; random: Random; build: string };

/** The follower after `input`, and what is to be done. Never gives up. */
export function reduce(state: Follower, input: Input, chance: Chance): Step {
  const step = take(state, input, chance);
  const link = linkOf(step.state, chance.now);
  return link === step.state.link ? step : { ...step, state: { ...step.state, link } };
}

function linkOf(state: Follower, now: number): LinkState {
  const silence = now - state.heardAt;
  if (silence > DOWN_MS) return 'down';
  if (!state.board) return state.phase.is === 'syncing' ? 'syncing' : state.asOf === null ? 'boot' : 'down';
  if (silence > SILENCE_MS || !isConnected(state)) return 'stale';
  if (state.phase.is === 'syncing') return 'syncing';
  if (state.confirmedAt === null) return 'catchup';
  return now - state.confirmedAt > SILENCE_MS ? 'stale' : 'live';
}

const isConnected = ({ phase }: Follower) => phase.is !== 'waiting' && phase.is !== 'opening';

function take(state: Follower, input: Input, chance: Chance): Step {
  if (input.is === 'tick') return onTick(state, chance);
  if (input.is === 'snapshot') return onSnapshot(state, input, chance);
  if (input.is === 'snapshot-failed') return onSnapshotFailed(state, input, chance);
  if (input.conn !== state.conn || state.phase.is === 'waiting') return still(state);
  if (input.is === 'lost') return retry(state, input.why, chance);
  const heard = { ...state, heardAt: chance.now };
  switch (input.is) {
    case 'positions':
      return still(heard);
    case 'hello':
      return onHello(heard, input.frame, chance);
    case 'facts': {
      const { state: next, effects } = onFacts(heard, input.frame, chance);
      // Acknowledged even when ignored: it has left the wire.
      return { state: next, effects: [{ do: 'ack', batch: input.frame.batch }, ...effects] };
    }
    case 'beat':
      return onBeat(heard, input.frame, chance);
    case 'resync':
      return heard.phase.is === 'following' ? sync(heard, `server: ${input.frame.why}`, chance) : still(heard);
    case 'bye':
      return onBye(heard, input.frame, chance);
  }
}

const still = (state: Follower): Step => ({ state, effects: [] });

function onTick(state: Follower, chance: Chance): Step {
  const { phase } = state;
  const { now } = chance;
  if (phase.is === 'waiting') return now >= phase.until ? dial(state, now) : still(state);
  if (phase.is === 'opening' || phase.is === 'asking') {
    return now - phase.since > HELLO_MS ? retry(state, 'no hello', chance) : still(state);
  }
  if (now - state.heardAt > GIVE_UP_MS) return retry(state, 'silence', chance);
  if (phase.is === 'following' && now - phase.progressAt > STUCK_MS) return retry(state, 'stuck', chance);
  if (phase.is === 'syncing' && phase.retryAt !== null) return now >= phase.retryAt ? fetch(state, now) : still(state);
  if (phase.is === 'syncing' && now - phase.since > SNAPSHOT_MS) return sync(state, 'no snapshot', chance);
  return still(state);
}

function onHello(state: Follower, frame: Hello, chance: Chance): Step {
  if (state.phase.is !== 'opening' && state.phase.is !== 'asking') return still(state);
  if (frame.protocol !== PROTOCOL || isOlderBuild(chance.build, frame.minBuild)) {
    return upgrade(state, chance.now + LONGEST_WAIT_MS, chance);
  }
  // The server said its time after we asked: whatever the answer took on its way is not in this.
  const offset = state.phase.since - frame.now;
  const next = { ...state, snapshotUrl: frame.snapshotUrl, offset, offsetAt: chance.now };
  const isMine = frame.view === state.view;
  if (isMine && frame.mode === 'resume' && frame.epoch === state.place?.epoch) {
    return still({ ...next, phase: { is: 'following', progressAt: chance.now }, why: frame.because });
  }
  // The snapshot was for another view than the connection is: both have to be asked anew.
  if (!isMine && state.phase.is === 'asking') return retry(next, 'other view', chance);
  return sync(next, frame.because, chance);
}

function onFacts(state: Follower, frame: FactsFrame, chance: Chance): Step {
  if (state.phase.is !== 'following' || !state.place || !state.board) return still(state);
  const { epoch, seq } = state.place;
  if (frame.epoch !== epoch) return sync(state, 'other log', chance);
  if (frame.from > seq) return sync(state, 'gap', chance);
  if (frame.to <= seq) return still(state);
  const fresh = frame.facts.filter((fact) => fact.seq > seq);
  return still({
    ...state,
    board: foldBoard(state.board, fresh),
    place: { epoch, seq: frame.to, hash: frame.hash },
    confirmedAt: frame.more ? null : state.confirmedAt,
    phase: { is: 'following', progressAt: chance.now },
  });
}

function onBeat(state: Follower, frame: Beat, chance: Chance): Step {
  const heard = { ...state, ...offsetAfter(state, frame.now, chance.now) };
  if (state.phase.is !== 'following' || !state.place || !state.board) return still(heard);
  const { epoch, seq, hash } = state.place;
  if (frame.epoch !== epoch) return sync(heard, 'other log', chance);
  if (frame.seq > seq) return sync(heard, 'lost facts', chance);
  // The server waits for us to follow: its resync was lost.
  if (frame.seq === 0 && seq > 0) return sync(heard, 'lost resync', chance);
  if (frame.seq === seq && frame.hash !== hash) return sync(heard, 'other history', chance);
  const isHere = frame.seq === seq;
  if (isHere && frame.stateHash !== undefined && frame.stateHash !== stateHash(state.board)) {
    return sync(heard, 'state hash', chance);
  }
  if (!isHere || frame.head !== seq) return still({ ...heard, confirmedAt: null });
  const confirmedAt = frame.now + heard.offset;
  // What is so late has piled up on the way; a new connection starts with an empty line.
  if (chance.now - confirmedAt > LATE_MS) return retry(heard, 'late', chance);
  const phase = { is: 'following', progressAt: chance.now } as const;
  return still({ ...heard, phase, confirmedAt, asOf: frame.now, failures: 0 });
}

/** No two clocks run quite alike: the offset may grow by a thousandth, up to what this frame allows. */
function offsetAfter(state: Follower, said: number, now: number): Pick<Follower, 'offset' | 'offsetAt'> {
  return { offset: Math.min(now - said, state.offset + (now - state.offsetAt) / 1000), offsetAt: now };
}

function onBye(state: Follower, { why, retryMs }: Bye, chance: Chance): Step {
  const until = chance.now + retryMs;
  if (why === 'upgrade') return upgrade(state, until, chance);
  // What this screen may not see any more must not stay on it.
  const kept = why === 'revoked' ? { ...state, board: null, place: null, view: null } : state;
  return hangUp(kept, until, why);
}

function onSnapshot(state: Follower, { ask, snapshot }: Input & { is: 'snapshot' }, chance: Chance): Step {
  if (!awaits(state, ask)) return still(state);
  if (snapshot.protocol !== PROTOCOL) return upgrade(state, chance.now + LONGEST_WAIT_MS, chance);
  const { epoch, seq, hash, view, board } = snapshot;
  const place = { epoch, seq, hash };
  const phase = { is: 'asking', since: chance.now } as const;
  return { state: { ...state, board: unpackBoard(board), place, view, phase }, effects: [{ do: 'follow', place }] };
}

function onSnapshotFailed(state: Follower, { ask, why }: Input & { is: 'snapshot-failed' }, chance: Chance): Step {
  return awaits(state, ask) ? sync(state, why, chance) : still(state);
}

const awaits = ({ phase, asks }: Follower, ask: number) =>
  phase.is === 'syncing' && phase.retryAt === null && ask === asks;

/** Takes a snapshot: at once the first time, later the longer the more often it was in vain. */
function sync(state: Follower, why: string, { now, random }: Chance): Step {
  const next = { ...state, why, confirmedAt: null, failures: state.failures + 1 };
  if (state.failures === 0) return fetch(next, now);
  return still({ ...next, phase: { is: 'syncing', since: now, retryAt: now + waitAfter(state.failures, random) } });
}

function fetch(state: Follower, now: number): Step {
  const ask = state.asks + 1;
  return {
    state: { ...state, asks: ask, phase: { is: 'syncing', since: now, retryAt: null } },
    effects: [{ do: 'fetch', ask, url: state.snapshotUrl }],
  };
}

function dial(state: Follower, now: number): Step {
  const conn = state.conn + 1;
  return {
    state: { ...state, conn, phase: { is: 'opening', since: now } },
    effects: [{ do: 'dial', conn, resume: state.place }],
  };
}

/** Another connection after a while, for ever. */
function retry(state: Follower, why: string, { now, random }: Chance): Step {
  const until = now + waitAfter(state.failures, random);
  return hangUp({ ...state, failures: state.failures + 1 }, until, why);
}

function hangUp(state: Follower, until: number, why: string): Step {
  return {
    state: { ...state, phase: { is: 'waiting', until }, confirmedAt: null, why },
    effects: [{ do: 'hang-up' }],
  };
}

/** A page that is too old loads itself anew, but not over and over when that does not help. */
function upgrade(state: Follower, until: number, { now }: Chance): Step {
  const { state: next, effects } = hangUp(state, until, 'upgrade');
  if (now - state.reloadedAt < RELOAD_MS) return { state: next, effects };
  return { state: { ...next, reloadedAt: now }, effects: [...effects, { do: 'reload' }] };
}

/** Full jitter: anywhere up to a bound that grows with every failure. */
function waitAfter(failures: number, random: Random): number {
  return random() * Math.min(LONGEST_WAIT_MS, 1000 * 1.5 ** failures);
}
