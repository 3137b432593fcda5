import type { Database } from 'better-sqlite3';
import { FIX_BYTES, timeAt, unitAt } from './track-packing.ts';

/** The newest packed fix of every unit, by the unit's word. */
export type Latest = Map<number, Buffer>;

/** Takes the fixes of one batch in; of two at the same time the first stays. */
export function takeIn(latest: Latest, batch: Buffer): void {
  for (let offset = 0; offset < batch.length; offset += FIX_BYTES) {
    const unit = unitAt(batch, offset);
    const before = latest.get(unit);
    if (!before || timeAt(before, 0) < timeAt(batch, offset))
      latest.set(unit, batch.subarray(offset, offset + FIX_BYTES));
  }
}

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
