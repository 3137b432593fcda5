import * as z from 'zod';
import type { Seq } from '#data/contract/ids.ts';
import type { Fence } from './leases.ts';

const SeqNumber = z.number().int().positive();
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What is on record of an archive file, under the seq of its first fact. */
export const Sealed = z.object({
  file: z.string().regex(/^facts-\d+-\d+-[0-9a-f]{12}\.jsonl\.gz$/),
  first: SeqNumber,
  last: SeqNumber,
  /** Hash of the chain before the first fact, after the first, and after the last. */
  before: Sha256,
  opening: Sha256,
  after: Sha256,
  /** The newest time of a fact in it, ms. */
  to: z.number(),
  /** Which kinds of facts are in it. */
  kinds: z.array(z.string()),
  /** Of the file as it lies: what `sha256sum` says. */
  sha256: Sha256,
});
export type Sealed = z.infer<typeof Sealed>;

/** What is said of the file. */
export const sealedAs = ({ file, first, last }: Sealed) => `the archive file ${file} (facts ${first} to ${last})`;

/** Under which it is kept: in the order of the log. */
export const sealedId = (first: number) => String(first).padStart(15, '0');

/** The records of a store, in the order of the log. */
export function readSealed(kept: readonly { body: string | Uint8Array }[]): Sealed[] {
  return kept.map(({ body }) => Sealed.parse(JSON.parse(String(body)))).sort((a, b) => a.first - b.first);
}

export const covers = ({ first, last }: Sealed, seq: number) => first <= seq && seq <= last;

/** A fact as it is kept, with the whole of its hash. */
export type KeptFact = { seq: number; body: string; hash: Uint8Array };

/**
 * How old facts leave the store for archive files (archive/), in which everything that reads the log finds them again. What
 * follows from them (index, roll-ups, records, heads, keys) stays. A store may drop whole parts only, and so fewer than it could.
 */
export type FactArchive = {
  /** The oldest fact that the store holds itself; 1 where it holds none. */
  oldest(): Promise<Seq>;
  /** Facts after `after` that the store holds itself, oldest first; at least one where there is one. */
  kept(after: number, limit: number): Promise<KeptFact[]>;
  /** What is on record of archive files, in the order of the log. */
  sealed(): Promise<Sealed[]>;
  /** Puts one on record, with a fact that vouches for it. False: fenced, nothing was kept. */
  record(sealed: Sealed, fence: Fence): Promise<boolean>;
  /** How far `drop` would get. */
  reach(upto: number): Promise<number>;
  /** Deletes facts up to `upto` at most, never the newest, in small steps. False: fenced. */
  drop(upto: number, fence: Fence): Promise<boolean>;
};
