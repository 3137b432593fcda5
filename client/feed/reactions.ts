import { BEAT_MS, PROTOCOL, SILENCE_MS } from '#data/contract/feed.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { unpackBoard } from '#data/fold/snapshot.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { isOlderBuild } from '#data/rules/build-order.ts';
import type { Follower, Input, Phase, Step } from './follow.ts';
import { dial, fetch, hangUp, LONGEST_WAIT_MS, retry, still, sync, upgrade, type Chance } from './steps.ts';

/** A beat that is later than this cannot keep the picture live until the next one. */
const LATE_MS = SILENCE_MS - BEAT_MS;
/** Without a frame for this long, the connection is given up and another one tried. */
const GIVE_UP_MS = 10_000;
/** Following without facts and without a confirmation for this long, another connection is tried. */
const STUCK_MS = 20_000;
/** Longest wait for a hello, and for a snapshot. */
const HELLO_MS = 10_000;
const SNAPSHOT_MS = 60_000;

export type In<Name extends Phase['is']> = Follower & { readonly phase: Extract<Phase, { is: Name }> };
export type Of<Name extends Input['is']> = Extract<Input, { is: Name }>;

export function dialWhenDue(state: In<'waiting'>, _tick: Of<'tick'>, { now }: Chance): Step {
  return now >= state.phase.until ? dial(state, now) : still(state);
}

export function awaitHello(state: In<'opening' | 'asking'>, _tick: Of<'tick'>, chance: Chance): Step {
  return chance.now - state.phase.since > HELLO_MS ? retry(state, 'no hello', chance) : still(state);
}

export function awaitSnapshot(state: In<'syncing'>, _tick: Of<'tick'>, chance: Chance): Step {
  const { now } = chance;
  const { since, retryAt } = state.phase;
  if (isSilent(state, now)) return retry(state, 'silence', chance);
  if (retryAt !== null) return now >= retryAt ? fetch(state, now) : still(state);
  if (now - since > SNAPSHOT_MS) return sync(state, 'no snapshot', chance);
  return still(state);
}

export function awaitSigns(state: In<'following'>, _tick: Of<'tick'>, chance: Chance): Step {
  if (isSilent(state, chance.now)) return retry(state, 'silence', chance);
  if (chance.now - state.phase.progressAt > STUCK_MS) return retry(state, 'stuck', chance);
  return still(state);
}

const isSilent = ({ heardAt }: Follower, now: number) => now - heardAt > GIVE_UP_MS;

export function goOnOrSync(state: In<'opening' | 'asking'>, { frame }: Of<'hello'>, chance: Chance): Step {
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

/** Even what is ignored has left the wire. */
export function acknowledge(state: Follower, { frame }: Of<'facts'>): Step {
  return { state, effects: [{ do: 'ack', batch: frame.batch }] };
}

export function takeIn(state: In<'following'>, input: Of<'facts'>, chance: Chance): Step {
  const { state: next, effects } = factsTaken(state, input.frame, chance);
  return { state: next, effects: [...acknowledge(state, input).effects, ...effects] };
}

function factsTaken(state: Follower, frame: Of<'facts'>['frame'], chance: Chance): Step {
  if (!state.place || !state.board) return still(state);
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

/** No two clocks run quite alike: the offset may grow by a thousandth, up to what this frame allows. */
export function compareClocks(state: Follower, { frame }: Of<'beat'>, { now }: Chance): Step {
  const offset = Math.min(now - frame.now, state.offset + (now - state.offsetAt) / 1000);
  return still({ ...state, offset, offsetAt: now });
}

export function confirm(state: In<'following'>, input: Of<'beat'>, chance: Chance): Step {
  const { frame } = input;
  const { state: heard } = compareClocks(state, input, chance);
  if (!state.place || !state.board) return still(heard);
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

export function startOver(state: In<'following'>, { frame }: Of<'resync'>, chance: Chance): Step {
  return sync(state, `server: ${frame.why}`, chance);
}

export function comeBackLater(state: Follower, { frame: { why, retryMs } }: Of<'bye'>, chance: Chance): Step {
  const until = chance.now + retryMs;
  if (why === 'upgrade') return upgrade(state, until, chance);
  // What this screen may not see any more must not stay on it.
  const kept = why === 'revoked' ? { ...state, board: null, place: null, view: null } : state;
  return hangUp(kept, until, why);
}

export function connectAnew(state: Follower, { why }: Of<'lost'>, chance: Chance): Step {
  return retry(state, why, chance);
}

export function adopt(state: In<'syncing'>, { ask, snapshot }: Of<'snapshot'>, chance: Chance): Step {
  if (!awaits(state, ask)) return still(state);
  if (snapshot.protocol !== PROTOCOL) return upgrade(state, chance.now + LONGEST_WAIT_MS, chance);
  const { epoch, seq, hash, view, board } = snapshot;
  const place = { epoch, seq, hash };
  const phase = { is: 'asking', since: chance.now } as const;
  return { state: { ...state, board: unpackBoard(board), place, view, phase }, effects: [{ do: 'follow', place }] };
}

export function askAgain(state: In<'syncing'>, { ask, why }: Of<'snapshot-failed'>, chance: Chance): Step {
  return awaits(state, ask) ? sync(state, why, chance) : still(state);
}

const awaits = ({ phase, asks }: In<'syncing'>, ask: number) => phase.retryAt === null && ask === asks;
