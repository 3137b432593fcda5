import type { Database } from 'better-sqlite3';

/**
 * The few single facts about the store itself; `head` is the seq and hash of the newest fact,
 * `keys` the number and sum of the entries' keys (key-sum.ts),
 * `changeFloor` the number of the newest change that was forgotten, `textUpto` how far texts are indexed,
 * `leaseToken` the newest token of all leases, `vouched` that the log vouches for the register.
 */
export type MetaKey = 'epoch' | 'hourShift' | 'head' | 'keys' | 'changeFloor' | 'textUpto' | 'leaseToken' | 'vouched';

export function readMeta(db: Database, key: MetaKey): string | undefined {
  return db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(key);
}

export function writeMeta(db: Database, key: MetaKey, value: string): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    key,
    value,
  );
}
