import type { Database } from 'better-sqlite3';
import { rmSync } from 'node:fs';
import type { TokenGrant } from '../store.ts';
import { readSealed } from '../sealed.ts';
import { keptFact } from '../vouching.ts';
import { openForReading, openForWriting } from './connection.ts';
import { syncPath } from './disk.ts';
import { readMeta } from './meta.ts';
import { listDrawer } from './records/drawer-rows.ts';
import type { RegisterChange } from '../rows/register-change.ts';
import type { StoredEntry } from '../rows/stored-entry.ts';
import { openWriting } from './threads/writing.ts';

/**
 * Who may come in after a restore. `as-now`: who could before it. `ended`: nobody can tell who was sent
 * away since the backup, so all tokens are ended and nobody's password is good. `kept`: as the backup has it.
 */
export type AccessAfter = 'as-now' | 'ended' | 'kept';

type Parts = {
  /** The backup's copy, of this version, which nobody else has open. */
  draft: string;
  /** The store that it takes the place of; nobody has it open either. */
  storeFile: string;
  /** That store is of the same log and agrees with itself. */
  carries: boolean;
  /** Whoever restores says that nobody was sent away since. */
  keep: boolean;
  /** Somebody, as the register keeps them, who must be given a new password. */
  withoutPassword(body: string): string;
};

/** Bodies of people, and grants of tokens as JSON, by id. */
type Held = { person: ReadonlyMap<string, string>; token: ReadonlyMap<string, string> };

/** Makes a restored store let nobody in who was sent away after its backup was made. */
export function settleAccess({ draft, storeFile, carries, keep, withoutPassword }: Parts): AccessAfter {
  const db = openForWriting(draft, { synchronous: 'FULL', busyMs: 0 });
  try {
    if (keep) return 'kept';
    const before = heldIn(db);
    const after = carries ? heldBy(storeFile) : ended(before, withoutPassword);
    const entries = changesBetween(before, after).map(entryOf);
    if (entries.length > 0)
      openWriting(db, Number(readMeta(db, 'hourShift'))).commit([{ do: 'append', takes: entries }]);
    return carries ? 'as-now' : 'ended';
  } finally {
    db.close();
    syncPath(draft);
    for (const part of ['-wal', '-shm']) rmSync(draft + part, { force: true });
  }
}

/** Whether both logs began with the same fact: one goes on from the other, or both from a third. */
export function isSameLog(one: string, other: string): boolean {
  const [a, b] = [one, other].map(firstHash);
  return a !== undefined && a === b;
}

function firstHash(file: string): string | undefined {
  const db = openForReading(file);
  try {
    const hash = db.prepare<[], Buffer>('SELECT hash FROM fact WHERE seq = 1').pluck().get()?.toString('hex');
    return hash ?? readSealed(listDrawer(db, 'archive')).find(({ first }) => first === 1)?.opening;
  } finally {
    db.close();
  }
}

function heldBy(file: string): Held {
  const db = openForReading(file);
  try {
    return heldIn(db);
  } finally {
    db.close();
  }
}

function heldIn(db: Database): Held {
  const people = listDrawer(db, 'person').map(({ id, body }) => [id, String(body)] as const);
  const tokens = db.prepare<[], [string, string]>('SELECT sha256, body FROM token').raw().all();
  return { person: new Map(people), token: new Map(tokens) };
}

function ended({ person }: Held, withoutPassword: (body: string) => string): Held {
  return { person: new Map([...person].map(([id, body]) => [id, withoutPassword(body)])), token: new Map() };
}

type Step = { kind: keyof Held; id: string; body: string | null };

function changesBetween(before: Held, after: Held): Step[] {
  return (['person', 'token'] as const).flatMap((kind) => {
    const gone = [...before[kind].keys()].filter((id) => !after[kind].has(id));
    const other = [...after[kind]].filter(([id, body]) => before[kind].get(id) !== body);
    return [...gone.map((id) => ({ kind, id, body: null })), ...other.map(([id, body]) => ({ kind, id, body }))];
  });
}

/** As the store itself puts a change on record. */
function entryOf({ kind, id, body }: Step): StoredEntry {
  return { facts: [JSON.stringify(keptFact(kind, id, body, Date.now()))], change: changeOf({ kind, id, body }) };
}

function changeOf({ kind, id, body }: Step): RegisterChange {
  if (kind === 'person')
    return body === null ? { do: 'remove', drawer: kind, id } : { do: 'put', drawer: kind, id, body };
  if (body === null) return { do: 'remove-token', sha256: id };
  return { do: 'add-token', sha256: id, grant: JSON.parse(body) as TokenGrant };
}
