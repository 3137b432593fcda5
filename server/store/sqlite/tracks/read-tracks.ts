import type { Database } from 'better-sqlite3';
import { readLatest } from './latest-fixes.ts';
import { fixesBetween, loose, type LooseFixes } from '../../rows/track-packing.ts';

type WordOf = (n: number) => string;

/** Fixes with from <= at < to, oldest first. */
export function readTracks(db: Database, wordOf: WordOf, { from, to }: { from: number; to: number }): LooseFixes {
  const batches = db
    .prepare<[number, number], Buffer>('SELECT body FROM track WHERE to_at >= ? AND from_at < ? ORDER BY n')
    .pluck()
    .all(from, to);
  return loose(fixesBetween(batches, from, to), wordOf);
}

export function readLatestFixes(db: Database, wordOf: WordOf): LooseFixes {
  return loose([...readLatest(db).latest.values()], wordOf);
}
