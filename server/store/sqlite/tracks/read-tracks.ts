import type { Database } from 'better-sqlite3';
import { readLatest } from './latest-fixes.ts';
import { FIX_BYTES, timeAt, unitAt, unpackNumbers, type LooseFixes } from './track-packing.ts';

type WordOf = (n: number) => string;

/** Fixes with from <= at < to, oldest first. */
export function readTracks(db: Database, wordOf: WordOf, { from, to }: { from: number; to: number }): LooseFixes {
  const batches = db
    .prepare<[number, number], Buffer>('SELECT body FROM track WHERE to_at >= ? AND from_at < ? ORDER BY n')
    .pluck()
    .all(from, to);
  const fixes = batches.flatMap(split).filter((fix) => timeAt(fix, 0) >= from && timeAt(fix, 0) < to);
  return loose(
    wordOf,
    fixes.sort((a, b) => timeAt(a, 0) - timeAt(b, 0)),
  );
}

export function readLatestFixes(db: Database, wordOf: WordOf): LooseFixes {
  return loose(wordOf, [...readLatest(db).latest.values()]);
}

function split(batch: Buffer): Buffer[] {
  return Array.from({ length: batch.length / FIX_BYTES }, (_, i) => batch.subarray(i * FIX_BYTES, (i + 1) * FIX_BYTES));
}

function loose(wordOf: WordOf, fixes: readonly Buffer[]): LooseFixes {
  const numbers = new Float64Array(fixes.length * 5);
  fixes.forEach((fix, i) => numbers.set(unpackNumbers(fix, 0), i * 5));
  return { units: fixes.map((fix) => wordOf(unitAt(fix, 0))), numbers };
}
