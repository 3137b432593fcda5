import type { KeptFact } from '../../sealed.ts';
import type { Deleted } from '../tracks/track-rows.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Fence, Lease } from '../../leases.ts';
import type { Letter, LetterCount, LetterHead } from '../../letters.ts';
import type {
  Anchor,
  Change,
  Drawer,
  IncidentFilter,
  Kept,
  StoreHealth,
  TokenGrant,
  Verification,
} from '../../store.ts';
import type { RollupQuery, Sums } from '../../rows/rollup-sums.ts';
import type { NamedRow, Portion } from '../../archive/read-through.ts';
import type { FactQuery } from '../../rows/fact-row.ts';
import type { DrawerPlace } from '../../rows/register-change.ts';
import type { Appended, StoredEntry } from '../../rows/stored-entry.ts';

import type { LettersAsked, LettersGiven, LettersKept } from '../records/letter-rows.ts';
import type { LeaseAsked, LeaseRenewed } from '../records/lease-rows.ts';
import type { RecordQuery } from '../records/record-rows.ts';
import type { LooseFixes } from '../../rows/track-packing.ts';

/** What the threads of the store ask of one another: by name, what it takes and what it gives. */
export type Calls = Record<string, { takes: unknown; gives: unknown }>;

export type WriterCalls = {
  append: { takes: StoredEntry[]; gives: Appended };
  /** Nothing but an answer after whatever was asked before. */
  settle: { takes: null; gives: null };
  /** False: fenced. */
  keepTracks: { takes: { fixes: LooseFixes; fence?: Fence | undefined }; gives: boolean };
  /** Null: fenced. */
  deleteTracks: { takes: { at: number; fence?: Fence | undefined }; gives: Deleted | null };
  /** With the end of the log. */
  takeLease: { takes: LeaseAsked; gives: { token: number; at: number } | null };
  renewLease: { takes: LeaseRenewed; gives: boolean };
  putIntoDrawer: { takes: DrawerPlace & { body: Kept; at?: number }; gives: boolean };
  removeFromDrawer: { takes: DrawerPlace; gives: boolean };
  keepLetters: { takes: LettersGiven; gives: LettersKept };
  removeLetter: { takes: string; gives: boolean };
  /** Null: fenced. */
  deleteLetters: { takes: { at: number; fence?: Fence | undefined }; gives: number | null };
  keepSnapshot: { takes: { seq: number; body: Uint8Array }; gives: null };
  /** Null: fenced. */
  dropFacts: { takes: { upto: number; fence: Fence }; gives: { isAll: boolean } | null };
};

export type ReaderCalls = {
  facts: { takes: FactQuery; gives: Portion };
  /** As FactArchive has it. */
  oldest: { takes: null; gives: number };
  kept: { takes: { after: number; limit: number }; gives: KeptFact[] };
  /** The first fact of the entry with that key. */
  keyed: { takes: string; gives: NamedRow | null };
  incident: { takes: string; gives: Incident | null };
  timeline: { takes: string; gives: NamedRow[] };
  rollups: { takes: RollupQuery; gives: Sums };
  latest: { takes: null; gives: LooseFixes };
  token: { takes: string; gives: TokenGrant | null };
  tokens: { takes: null; gives: TokenGrant[] };
  /** SHA-256 of the tokens of that name. */
  tokensNamed: { takes: string; gives: string[] };
  records: { takes: RecordQuery; gives: NamedRow[] };
  inDrawer: { takes: DrawerPlace; gives: Kept | null };
  changes: { takes: number; gives: { upto: number; changes: Change[] | null } };
  drawer: { takes: Drawer; gives: { id: string; body: Kept }[] };
  leases: { takes: number; gives: Lease[] };
  letters: { takes: LettersAsked; gives: { items: LetterHead[]; next: string | null } };
  letterCounts: { takes: null; gives: LetterCount[] };
  letter: { takes: string; gives: Letter | null };
  snapshots: { takes: null; gives: { seq: number; body: Uint8Array }[] };
};

/** What may go through much of the store: asked of another thread, so that nobody who only looks something up waits for it. */
export type SearcherCalls = {
  incidents: {
    takes: { filter: IncidentFilter; limit: number; cursor?: string };
    gives: { items: Incident[]; next: string | null };
  };
  knownRefs: { takes: { source: string; refs: readonly string[] }; gives: string[] };
  tracks: { takes: { from: number; to: number }; gives: LooseFixes };
};

/** Long work that gets a thread of its own, so that no read waits for it. */
export type LongCalls = {
  verify: { takes: Anchor | null; gives: Verification };
  backup: { takes: string; gives: null };
};

/** Asked by the writing thread. */
export type CopierCalls = {
  /** Takes what the WAL holds into the file. */
  copy: { takes: null; gives: null };
};

/** What the writer says once it has opened the file. */
export type Opened = {
  epoch: string;
  seq: number;
  hash: Uint8Array;
  /** Number of the newest change. */
  change: number;
  health: Omit<StoreHealth, 'intake'>;
};
