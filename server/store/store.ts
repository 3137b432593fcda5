import type { Board } from '#data/contract/board.ts';
import type { LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { ChainHash, Epoch, IncidentId, Seq, SourceName, UnitId } from '#data/contract/ids.ts';
import type { Incident, IncidentState, Priority } from '#data/contract/incident.ts';
import type { Stop } from '#data/kit/clock.ts';
import type { Drawers, Followed, Kept } from './drawers.ts';
import type { FactArchive } from './sealed.ts';
import type { Fence, Leases } from './leases.ts';
import type { Letters } from './letters.ts';
import type { Rollups } from './rollups.ts';

export type { Drawer, Drawers, Followed, Kept } from './drawers.ts';

/**
 * What the product needs of a database, in eleven small parts. Everything outside server/store sees
 * these types and never an adapter; tests/store/contract.ts is the suite that every adapter passes.
 *
 * An adapter throws `StoreUnavailable` when it cannot commit now (full disk, I/O error, lost
 * connection): nothing of that call was kept, and the same call may succeed later.
 */
export type Store = {
  readonly log: FactLog;
  readonly incidents: IncidentIndex;
  readonly rollups: Rollups;
  readonly tracks: Tracks;
  readonly tokens: Tokens;
  readonly records: Records;
  readonly drawers: Drawers;
  readonly changes: Changes;
  readonly leases: Leases;
  readonly letters: Letters;
  readonly archive: FactArchive;
  health(): StoreHealth;
  /** Online copy of the whole store into `file`. */
  backup(file: string): Promise<void>;
  /**
   * Recounts chain, index, roll-ups and keys, and holds the register against the log and the epoch against what
   * was served; the first thing wrong is named. With an `anchor` the log must be the one that the anchor was taken of.
   */
  verify(progress?: (done: number, of: number) => void, anchor?: Anchor): Promise<Verification>;
  /** Commits what is under way and lets go of the files. */
  close(): Promise<void>;
};

export type StoreHealth = {
  kind: 'sqlite' | 'postgres';
  synchronous: string;
  journal: string;
  version: number;
  /** `degraded`: commits are slow, would not survive a power cut, or wait for a copy. `down`: the last one failed. */
  intake: 'ok' | 'degraded' | 'down';
  /** Why nobody can say that what is read of it is the present; left out when it is. */
  doubt?: string;
};

/** `hash`: of the head, 32 bytes in hex. */
export type Verification =
  { ok: true; facts: number; head: Seq; hash: string } | { ok: false; facts: number; firstBad: Seq; why: string };

/**
 * A place of the log with the whole of its hash, kept outside the store: a log that was rewritten from its
 * beginning, and agrees with itself, is not the one that it names.
 */
export type Anchor = { seq: number; hash: string };

/** A fact with its link in the SHA-256 chain: hash = sha256(previous hash, stored bytes). */
export type ChainedFact = { fact: LoggedFact; hash: ChainHash };

/** Facts that stand or fall together. */
export type Entry = {
  facts: readonly NewFact[];
  /**
   * Idempotency: the first entry with this key is kept, a later one answers `repeated`. Two keys
   * in one append that are equal behave as if appended one after the other.
   */
  key?: string;
  /** The entry is kept only if nothing newer is known of these when it commits. */
  guards?: readonly Guard[];
  /** The incident that it reports: in conflict with `incident/ID` where the source's reference stands for that one already. */
  reports?: Reported;
  fence?: Fence;
};
export type Reported = { source: string; sourceRef: string; id: IncidentId };

/** That a thing, `kind/ID`, has been read up to this place of the log: no fact after it may have changed it (subjects.ts). */
export type Guard = { subject: string; at: Seq };

export type Outcome =
  | { is: 'appended'; first: Seq; last: Seq }
  /** `first` is the first seq of the entry that came first with this key. */
  | { is: 'repeated'; first: Seq }
  /** The subject of a guard has moved on meanwhile, or is what the reference stands for; `head` is the newest fact that changed it. */
  | { is: 'conflict'; subject: string; head: Seq }
  | { is: 'fenced' };

/**
 * The ordered log. `append` resolves after the commit that covers it has reached the disk. Log,
 * incident index and roll-ups change in one transaction. Appends that arrive while a commit is
 * under way share the next one.
 */
export type FactLog = {
  /** Present end of the log. */
  place(): { epoch: Epoch; seq: Seq; hash: ChainHash };
  append(entries: readonly Entry[]): Promise<Outcome[]>;
  /** The first fact of the entry with that key; null when none is kept. */
  find(key: string): Promise<LoggedFact | null>;
  /** Resolves when whatever was given to `append` before has been kept or turned away, and followers know. */
  settled(): Promise<void>;
  /** Resolves when followers know of every fact that anybody had committed when it was asked. @throws {StoreUnavailable} */
  catchUp(): Promise<void>;
  /** Facts after `after`, oldest first, at most `limit`; fewer only where the log ends. With `kind`: of that kind only. */
  read(after: Seq, limit: number, kind?: LoggedFact['kind']): Promise<ChainedFact[]>;
  /**
   * Calls `receive` with every fact committed from now on, in order and without a gap, and before
   * the append that brought it resolves: who appended finds its facts on the board.
   */
  follow(receive: (facts: readonly ChainedFact[]) => void): Stop;
  /** The newest kept board, for a start that does not fold the whole log. */
  lastSnapshot(): Promise<{ seq: Seq; board: Board } | null>;
  keepSnapshot(seq: Seq, board: Board): Promise<void>;
};

export type IncidentFilter = {
  states?: readonly IncidentState[];
  priorities?: readonly Priority[];
  /** A whole category or its group: `public-security`. */
  category?: string;
  area?: string;
  /** Found in number, title, description or address, in any case of letters. */
  text?: string;
  /** Time of the report, `from` included, `to` not. */
  from?: number;
  to?: number;
  source?: string;
  sourceRef?: string;
};

/** Every incident there ever was, ended ones too; newest first. */
export type IncidentIndex = {
  get(id: string): Promise<Incident | null>;
  /** @throws {RangeError} when the cursor is none that it gave. */
  list(
    filter: IncidentFilter,
    page: { limit: number; cursor?: string },
  ): Promise<{ items: Incident[]; next: string | null }>;
  /** Those of a source's own references that are known already: by key, whatever else the source has sent. */
  knownRefs(source: string, refs: readonly string[]): Promise<string[]>;
  /** The facts that concern one incident, oldest first: its timeline. Of an import only this case. */
  timeline(id: string): Promise<LoggedFact[]>;
};

/** One thinned fix. lon/lat in degrees, speed in m/s, heading in degrees, NaN where unknown. */
export type TrackFix = { unit: UnitId; at: number; lon: number; lat: number; speed: number; heading: number };

/** Where duty units were, packed per batch, deleted on schedule. */
export type Tracks = {
  /** Resolves after the commit. Shares the transaction with appends of the same moment. False: fenced, nothing was kept. */
  keep(fixes: readonly TrackFix[], fence?: Fence): Promise<boolean>;
  /** With from <= at < to, oldest first; a fix that was kept twice, because it was sent again, once. */
  read(from: number, to: number): Promise<TrackFix[]>;
  /** The newest fix of every unit, for the first keyframe after a start. */
  latest(): Promise<TrackFix[]>;
  /** How many were deleted; null: fenced, none was. */
  deleteBefore(at: number, fence?: Fence): Promise<number | null>;
};

/** What a token is good for; only its SHA-256 is stored. `units`: ids and beginnings of ids (`PD-*`) that a source may speak for; absent: all. */
export type TokenGrant =
  { kind: 'source'; name: SourceName; units?: readonly string[] } | { kind: 'view'; name: string; view: string };

export type Tokens = {
  add(sha256: string, grant: TokenGrant): Promise<void>;
  find(sha256: string): Promise<TokenGrant | null>;
  list(): Promise<TokenGrant[]>;
  /** True when there was one. */
  revoke(name: string): Promise<boolean>;
};

/**
 * The log by what its facts are about: `import/ID`, `import/ID/withdrawn`, `cell/ID`, `dispute/ID`, `danger/ID`, `unit/ID`, `person/ID`,
 * `alarms`, `inspections`, `shift`, `handovers`, `audit` (subjects.ts says which). Incidents have
 * their own timeline.
 */
export type Records = {
  /** Newest first, at most `limit`; of facts before seq `before` and from `from` (ms) on when these are given. */
  about(subject: string, page: { limit: number; before?: Seq; from?: number }): Promise<LoggedFact[]>;
};

/** `n`: 1 for the first change of all, then +1. `body`: as it is now (of a token its grant as JSON), null when it is gone. */
export type Change = { n: number; drawer: Followed | 'token'; id: string; body: Kept | null };

/**
 * What was put into drawers and taken out of them, tokens included, by whichever process: how everybody
 * who keeps a copy of it in memory learns that it is no longer true. Of each thing only the newest
 * change is told; those of long ago, or of another store, are not: `null` means "read everything anew".
 */
export type Changes = {
  /** Number of the newest change that was told to those who follow. */
  upto(): number;
  /** Changes after `n`, oldest first. */
  since(n: number): Promise<{ upto: number; changes: Change[] | null }>;
  /**
   * Calls `receive` with every change committed from now on: with one of ours before the write that
   * brought it resolves, with one of another process within a second.
   */
  follow(receive: (changes: readonly Change[] | null) => void): Stop;
};

/** The store cannot commit at present. Nothing of the call was kept. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The store must not be opened: foreign, truncated, corrupt or newer; untouched. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
}
