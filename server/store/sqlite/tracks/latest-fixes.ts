import type { Database } from 'better-sqlite3';
import { takeIn, type Latest } from '../../rows/latest-fixes.ts';

/** What the last keeping of it holds, and the batches that came after. `upto` is the newest batch. */
export function readLatest(db: Database): { latest: Latest; upto: number } {
  const latest: Latest = new Map();
  const kept = db.prepare<[], { upto: number; body: Buffer }>('SELECT upto, body FROM track_latest').get();
  if (kept) takeIn(latest, kept.body);
  let upto = kept?.upto ?? 0;
  for (const batch of db
    .prepare<[number], { n: number; body: Buffer }>('SELECT n, body FROM track WHERE n > ? ORDER BY n')
    .iterate(upto)) {
    takeIn(latest, batch.body);
    upto = batch.n;
  }
  return { latest, upto };
}
