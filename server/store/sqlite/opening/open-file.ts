import type { Database } from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { lookBeforeOpening } from './before-opening.ts';
import { keepPrivate } from '../../private-files.ts';
import { openForWriting, type WritingOptions } from '../connection.ts';
import { createFile } from './create.ts';
import { readHead } from '../log/log-rows.ts';
import { readMeta, writeMeta } from '../meta.ts';
import { freeLeases } from '../records/lease-rows.ts';
import { recountRollups } from '../incidents/rollup-rows.ts';
import { migrate } from './schema.ts';
import { isOlderThanServed, openServed, readServed, type ServedFile } from './served.ts';

export type FileOptions = WritingOptions & {
  file: string;
  /** Milliseconds that the city's hours are shifted against whole hours of UTC. */
  hourShift: number;
  /** Taken when the store is new or must not go on under its old epoch. */
  newEpoch: string;
};

/**
 * The one writing connection to a store that is fit to be written: looked at, of the present
 * version, counted by the city's hours, and under an epoch that no reader has seen with other facts.
 */
export function openFile(options: FileOptions): { db: Database; epoch: string; served: ServedFile } {
  const { file, hourShift, newEpoch } = options;
  for (const part of partsOf(file)) keepPrivate(part);
  if (existsSync(file)) lookBeforeOpening(file);
  else createFile(file, newEpoch, hourShift);
  const db = openForWriting(file, options);
  try {
    migrate(db);
    if (readMeta(db, 'hourShift') !== String(hourShift)) reshift(db, hourShift);
    freeLeases(db);
    const epoch = settleEpoch(db, file, newEpoch);
    const { seq, hash } = readHead(db);
    return { db, epoch, served: openServed(servedFileOf(file), { epoch, seq, hash: hex(hash) }) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Whatever may lie beside a store under its name. */
const partsOf = (file: string) => [
  ...[file, `${file}.before-restore`, `${file}.before-reset`].flatMap((store) => [store, `${store}-wal`]),
  `${file}-shm`,
  servedFileOf(file),
];

export const servedFileOf = (file: string) => `${file}.served`;
export const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

function settleEpoch(db: Database, file: string, newEpoch: string): string {
  const epoch = readMeta(db, 'epoch')!;
  const find = db.prepare<[number], Buffer>('SELECT hash FROM fact WHERE seq = ?').pluck();
  const hashAt = (seq: number) => (seq === 0 ? '0'.repeat(64) : find.get(seq)?.toString('hex'));
  if (!isOlderThanServed(readServed(servedFileOf(file)), epoch, hashAt)) return epoch;
  writeMeta(db, 'epoch', newEpoch);
  return newEpoch;
}

function reshift(db: Database, hourShift: number): void {
  const change = db.transaction(() => {
    recountRollups(db, hourShift);
    writeMeta(db, 'hourShift', String(hourShift));
  });
  change.immediate();
}
