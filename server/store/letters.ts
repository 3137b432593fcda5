import type { Fence } from './leases.ts';

/** `dead`: refused, and nobody is there to be answered. `quarantined`: a report that waits for a person. */
export type LetterKind = 'dead' | 'quarantined';

/** `id`: of the sender's making, so that what comes twice is kept once. `at`: when it came, ms. `body`: what came, sealed. */
export type Letter = {
  id: string;
  kind: LetterKind;
  channel: string;
  source: string | null;
  at: number;
  reason: string;
  body: string;
};
export type LetterHead = Omit<Letter, 'body'>;

/** At most so many of one channel and kind; `oldestGives`: for whom there is no room, the oldest makes room. */
export type Room = { most: number; oldestGives: boolean };
/** `full`: it was not kept. */
export type LetterOutcome = 'kept' | 'known' | 'full';

/** `newest`: when it came, ms. */
export type LetterCount = { channel: string; kind: LetterKind; count: number; newest: number };

/**
 * What came in and was not taken: kept as it came until a person has looked, deleted on schedule. No fact of the
 * log, and told to nobody unasked.
 */
export type Letters = {
  /** Resolves after the commit. Outcomes in the order of the letters; `dropped`: how many gave way to them. */
  keep(letters: readonly Letter[], room: Room): Promise<{ outcomes: LetterOutcome[]; dropped: number }>;
  /** Newest first. @throws {RangeError} when the cursor is none that it gave. */
  list(
    filter: { kind?: LetterKind | undefined; channel?: string | undefined },
    page: { limit: number; cursor?: string | undefined },
  ): Promise<{ items: LetterHead[]; next: string | null }>;
  counts(): Promise<LetterCount[]>;
  get(id: string): Promise<Letter | null>;
  /** True when there was one. */
  remove(id: string): Promise<boolean>;
  /** How many were deleted; null: fenced, none was. */
  deleteBefore(at: number, fence?: Fence): Promise<number | null>;
};
