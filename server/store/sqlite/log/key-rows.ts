import type { Database } from 'better-sqlite3';
import { type KeySum, keySumText, NO_KEYS, readKeySum, withKey, withoutKey } from '../../key-sum.ts';
import { readMeta, writeMeta } from '../meta.ts';
import { headText, readHead } from './log-rows.ts';

/** Which key led to which entry: a repeated command is known by it. A rolled back transaction makes it useless. */
export type KeyRows = {
  /** Takes the key for the entry that begins at `first`; the first seq of the entry that has it, if one does. */
  claim(key: string, first: number): number | undefined;
  /** Gives a key back whose entry, which would have begun at `first`, is not kept after all. */
  release(key: string, first: number): void;
  /** Writes down how many there are and their sum, so that a lost one is found out. */
  flush(): void;
};

export function openKeys(db: Database): KeyRows {
  let sum = readKeySum(readMeta(db, 'keys')!);
  let flushed = sum;
  const find = db.prepare<[string], number>('SELECT first FROM entry_key WHERE key = ?').pluck();
  const claim = db.prepare<[string, number]>('INSERT INTO entry_key (key, first) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const release = db.prepare<[string]>('DELETE FROM entry_key WHERE key = ?');
  return {
    claim(key, first) {
      if (claim.run(key, first).changes === 0) return find.get(key);
      sum = withKey(sum, key, first);
      return undefined;
    },
    release(key, first) {
      release.run(key);
      sum = withoutKey(sum, key, first);
    },
    flush() {
      if (sum !== flushed) writeMeta(db, 'keys', keySumText(sum));
      flushed = sum;
    },
  };
}

/** Writes down where the log ends and what keys there are, for a store of before either was. */
export function writeDownEnds(db: Database): void {
  if (readMeta(db, 'head') === undefined) writeMeta(db, 'head', headText(readHead(db)));
  writeMeta(db, 'keys', keySumText(countKeys(db)));
}

/** What is wrong with the keys, in one line. */
export function wrongKeys(db: Database): string | null {
  const written = readMeta(db, 'keys');
  if (written === undefined) return 'how many keys of commands there are is not written down';
  const { count } = readKeySum(written);
  const kept = countKeys(db);
  if (kept.count !== count) return `of ${count} keys of commands ${kept.count} are kept`;
  return keySumText(kept) === written ? null : 'a key of a command is not the one that was kept';
}

function countKeys(db: Database): KeySum {
  let sum = NO_KEYS;
  for (const [key, first] of db.prepare<[], [string, number]>('SELECT key, first FROM entry_key').raw().iterate())
    sum = withKey(sum, key, first);
  return sum;
}
