import type { Incident } from '#data/contract/incident.ts';
import type {
  Change,
  Drawer,
  IncidentFilter,
  Kept,
  Outcome,
  RollupColumn,
  StoreHealth,
  TokenGrant,
  Verification,
} from '../store.ts';
import type { Sums } from './read-rollups.ts';
import type { LooseFixes } from './track-packing.ts';

/** What the threads of the store ask of one another: by name, what it takes and what it gives. */
export type Calls = Record<string, { takes: unknown; gives: unknown }>;

/** A fact as it is kept: `body` is its JSON without the seq. */
export type StoredFact = { at: number; kind: string; body: string };
export type StoredEntry = { facts: StoredFact[]; key?: string; guard?: { incident: string; rev: number } };
/** `hashes`: 8 bytes for each fact of each appended entry, in order. */
export type Appended = { outcomes: Outcome[]; hashes: Uint8Array };

export type WriterCalls = {
  append: { takes: StoredEntry[]; gives: Appended };
  keepTracks: { takes: LooseFixes; gives: null };
  deleteTracks: { takes: number; gives: number };
  addToken: { takes: { sha256: string; grant: TokenGrant }; gives: null };
  revokeToken: { takes: string; gives: boolean };
  putIntoDrawer: { takes: DrawerPlace & { body: Kept; at?: number }; gives: boolean };
  removeFromDrawer: { takes: DrawerPlace; gives: boolean };
  keepSnapshot: { takes: { seq: number; body: Uint8Array }; gives: null };
};

/** A fact on its way out: seq, body, first 8 bytes of its hash in hex. */
export type FactRow = [seq: number, body: string, hash: string];
/** `isCut`: it was enough for one message, though not all that was asked for. */
export type FactPortion = { rows: FactRow[]; isCut: boolean };

export type ReaderCalls = {
  facts: { takes: { after: number; limit: number }; gives: FactPortion };
  incident: { takes: string; gives: Incident | null };
  incidents: {
    takes: { filter: IncidentFilter; limit: number; cursor?: string };
    gives: { items: Incident[]; next: string | null };
  };
  timeline: { takes: string; gives: FactRow[] };
  rollups: { takes: RollupQuery; gives: Sums };
  tracks: { takes: { from: number; to: number }; gives: LooseFixes };
  latest: { takes: null; gives: LooseFixes };
  token: { takes: string; gives: TokenGrant | null };
  tokens: { takes: null; gives: TokenGrant[] };
  records: { takes: RecordQuery; gives: FactRow[] };
  inDrawer: { takes: DrawerPlace; gives: Kept | null };
  changes: { takes: number; gives: { upto: number; changes: Change[] | null } };
  drawer: { takes: Drawer; gives: { id: string; body: Kept }[] };
  snapshots: { takes: null; gives: { seq: number; body: Uint8Array }[] };
};
export type DrawerPlace = { drawer: Drawer; id: string };
/** Facts before seq `before`, from `from` (ms) on. */
export type RecordQuery = { subject: string; limit: number; before?: number; from?: number };
export type RollupQuery = {
  fromHour: number;
  toHour: number;
  category?: string;
  cells?: readonly string[];
  by: readonly RollupColumn[];
};

/** Long work that gets a thread of its own, so that no read waits for it. */
export type LongCalls = {
  verify: { takes: null; gives: Verification };
  backup: { takes: string; gives: null };
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
