import type { Database } from 'better-sqlite3';
import { takeIn, type Latest } from '../../rows/latest-fixes.ts';
import { readLatest } from './latest-fixes.ts';
import { FIX_BYTES, fixesIn, packBatch, timeAt, type LooseFixes } from '../../rows/track-packing.ts';
import { trackStep } from '../../rows/track-step.ts';
import type { Words } from '../../rows/words.ts';

/** Batches between two keepings of the newest fixes: what a start has to read again at most. */
const KEEP_EVERY = 50;

export type Deleted = { deleted: number; isAll: boolean };

export type TrackRows = {
  keep(fixes: LooseFixes): void;
  /** Deletes fixes older than `at`, among the newest ones too: of one day at most. How many there were, and whether that was all. */
  deleteStep(at: number): Deleted;
};

export function openTracks(db: Database, words: Words): TrackRows {
  let { latest, upto }: { latest: Latest; upto: number } = readLatest(db);
  let sinceKept = 0;
  const insert = db.prepare<[number, number, number, number, Buffer]>(
    'INSERT INTO track (n, from_at, to_at, fixes, body) VALUES (?, ?, ?, ?, ?)',
  );
  const keepLatest = db.prepare<[number, Buffer]>(
    'INSERT INTO track_latest (only, upto, body) VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET upto = excluded.upto, body = excluded.body',
  );
  const older = db.prepare<[number, number], { n: number; body: Buffer }>(
    'SELECT n, body FROM track WHERE to_at >= ? AND from_at < ?',
  );
  const oldest = db.prepare<[], number | null>('SELECT MIN(to_at) FROM track').pluck();
  const dropWhole = db.prepare<[number]>('DELETE FROM track WHERE to_at < ?');
  const countWhole = db.prepare<[number], number>('SELECT COALESCE(SUM(fixes), 0) FROM track WHERE to_at < ?').pluck();
  const shorten = db.prepare<[number, number, Buffer, number]>(
    'UPDATE track SET from_at = ?, fixes = ?, body = ? WHERE n = ?',
  );

  const writeLatest = () => {
    keepLatest.run(upto, Buffer.concat([...latest.values()]));
    sinceKept = 0;
  };

  return {
    keep({ units, numbers }) {
      if (units.length === 0) return;
      const { body, from, to } = packBatch({ units, numbers }, words);
      insert.run(++upto, from, to, units.length, body);
      takeIn(latest, body);
      if (++sinceKept >= KEEP_EVERY) writeLatest();
    },
    deleteStep(before) {
      const at = trackStep(oldest.get()!, before);
      let deleted = countWhole.get(at)!;
      dropWhole.run(at);
      for (const { n, body } of older.all(at, at)) {
        const stay = fixesIn(body).filter((fix) => timeAt(fix, 0) >= at);
        deleted += body.length / FIX_BYTES - stay.length;
        shorten.run(Math.min(...stay.map((fix) => timeAt(fix, 0))), stay.length, Buffer.concat(stay), n);
      }
      latest = new Map([...latest].filter(([, fix]) => timeAt(fix, 0) >= at));
      writeLatest();
      return { deleted, isAll: at === before };
    },
  };
}
