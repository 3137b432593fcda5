import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { PRIVATE } from '../../private-files.ts';
import { syncFolderOf } from '../disk.ts';

/**
 * The newest place that readers may have seen, kept in a small file beside the store. It is
 * written after each commit and before its acknowledgement, without a sync: it only ever has to
 * be a place that was really committed, so an older record is still a true one.
 *
 * At open, a store that does not contain this place with this hash is older than what was served
 * (a copy was put back, a disk lost writes): it gets a new epoch, so that an epoch and a seq never
 * name two different facts. So does a store without a readable record: it came from elsewhere.
 */
export type Served = { epoch: string; seq: number; hash: string };

export type ServedFile = { write(place: Served): void; close(): void };

export function readServed(file: string): Served | null {
  let line: string;
  try {
    line = readFileSync(file, 'latin1').split('\n')[0]!;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const [epoch, seq, hash, check] = line.split(' ');
  if (epoch === undefined || seq === undefined || hash === undefined) return null;
  const place = { epoch, seq: Number(seq), hash };
  return check === checksum(place) ? place : null;
}

/** True when the store must get a new epoch. `hashAt` gives a fact's hash in hex; '' of the empty log. */
export function isOlderThanServed(
  served: Served | null,
  epoch: string,
  hashAt: (seq: number) => string | undefined,
): boolean {
  return served === null || served.epoch !== epoch || hashAt(served.seq) !== served.hash;
}

export function openServed(file: string, place: Served): ServedFile {
  const fd = openSync(file, 'w', PRIVATE);
  const write = (place: Served) => {
    const line = `${place.epoch} ${place.seq} ${place.hash} ${checksum(place)}\n`;
    writeSync(fd, line.padEnd(192), 0, 'latin1');
  };
  write(place);
  fsyncSync(fd);
  syncFolderOf(file);
  return { write, close: () => closeSync(fd) };
}

function checksum({ epoch, seq, hash }: Served): string {
  return createHash('sha256').update(`${epoch} ${seq} ${hash}`).digest('hex').slice(0, 16);
}
