import * as z from 'zod';
import { ChainHash, Epoch, Seq, StateHash, Time } from './ids.ts';
import { PackedBoard } from './board.ts';
import { FeedFact } from './feed-fact.ts';

/** Version of everything in PROTOCOL.md. A peer that says another number is told `bye: upgrade`. */
export const PROTOCOL = 1;
/** Most batches a client may leave unacknowledged. */
export const WINDOW = 4;
/** Milliseconds between two beats. */
export const BEAT_MS = 2000;
/** Without any frame for this long, what a screen shows is stale. */
export const SILENCE_MS = 6000;

/** Where a reader of the log stands. */
export const Place = z.object({ epoch: Epoch, seq: Seq, hash: ChainHash });
export type Place = z.infer<typeof Place>;

export const Because = z.enum([
  'new',
  'resumed',
  'other log',
  'ahead of us',
  'too far behind',
  'other history',
  'asked',
]);
export type Because = z.infer<typeof Because>;

export const HandshakeAuth = z.object({
  protocol: z.int(),
  build: z.string().max(64).optional(),
  token: z.string().max(256).optional(),
  resume: Place.nullable().default(null),
});
export type HandshakeAuth = z.infer<typeof HandshakeAuth>;

export const Hello = z.object({
  protocol: z.int(),
  build: z.string(),
  /** A page built before this must reload itself. */
  minBuild: z.string(),
  epoch: Epoch,
  head: Seq,
  /** The oldest seq from which a resume is possible. */
  floor: Seq,
  now: Time,
  beatMs: z.int(),
  window: z.int(),
  view: z.string(),
  mode: z.enum(['resume', 'snapshot']),
  because: Because,
  snapshotUrl: z.string(),
});
export type Hello = z.infer<typeof Hello>;

/** Covers (from, to]; facts that the view may not see are left out, so the list may be empty. */
export const FactsFrame = z.object({
  batch: z.int().positive(),
  epoch: Epoch,
  from: Seq,
  to: Seq,
  /** Chain hash at `to`. */
  hash: ChainHash,
  facts: z.array(FeedFact),
  /** The log holds more than this already. */
  more: z.boolean(),
});
export type FactsFrame = z.infer<typeof FactsFrame>;

export const Ack = z.object({ batch: z.int().positive() });
export type Ack = z.infer<typeof Ack>;

export const Beat = z.object({
  epoch: Epoch,
  /** The last position sent to this client, and the chain hash there. */
  seq: Seq,
  hash: ChainHash,
  head: Seq,
  now: Time,
  /** Of the client's view at `seq`; present at least every 30 s while the client is at the head. */
  stateHash: StateHash.optional(),
});
export type Beat = z.infer<typeof Beat>;

export const Resync = z.object({ why: z.enum(['floor', 'epoch', 'lag', 'view', 'hash']) });
export type Resync = z.infer<typeof Resync>;

export const Bye = z.object({
  why: z.enum(['slow', 'revoked', 'upgrade', 'shutdown', 'busy']),
  retryMs: z.int().nonnegative(),
  /** Of `busy`: too many of what. */
  detail: z.string().max(200).optional(),
});
export type Bye = z.infer<typeof Bye>;

/** `GET /api/v1/snapshot`. */
export const Snapshot = z.object({
  protocol: z.int(),
  epoch: Epoch,
  seq: Seq,
  hash: ChainHash,
  at: Time,
  view: z.string(),
  board: PackedBoard,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** `GET /api/v1/state-hash`. */
export const StateHashAnswer = Place.extend({ view: z.string(), stateHash: StateHash });
