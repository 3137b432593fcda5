import type { Because, Place } from '#data/contract/feed.ts';
import type { ChainHash, Epoch, Seq } from '#data/contract/ids.ts';

/** What the log can say about itself when a reader wants to go on from a place. */
export type LogReach = {
  readonly epoch: Epoch;
  readonly head: Seq;
  /** The oldest seq from which a reader can go on. */
  readonly floor: Seq;
  /** Chain hash at a seq from floor to head. */
  hashAt(seq: Seq): ChainHash;
};

export type Plan =
  { mode: 'resume'; because: 'resumed'; from: Place } | { mode: 'snapshot'; because: Exclude<Because, 'resumed'> };

/** Whether a reader that stands at `have` can go on from there, and if not, why. */
export function planStart(have: Place | null, log: LogReach): Plan {
  if (!have) return { mode: 'snapshot', because: 'new' };
  if (have.epoch !== log.epoch) return { mode: 'snapshot', because: 'other log' };
  if (have.seq > log.head) return { mode: 'snapshot', because: 'ahead of us' };
  if (have.seq < log.floor) return { mode: 'snapshot', because: 'too far behind' };
  if (have.hash !== log.hashAt(have.seq)) return { mode: 'snapshot', because: 'other history' };
  return { mode: 'resume', because: 'resumed', from: have };
}
