import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Board } from '../contract/board.ts';
import type { StateHash } from '../contract/ids.ts';
import { tableNames } from '../contract/tables.ts';
import { canonicalJson } from '../kit/canonical.ts';

/** Four sums mod 2^32, most significant first. */
type Lanes = readonly [number, number, number, number];

// Rows and tables are never changed in place, so an object's digest holds for its life: a board
// that differs from the last one by three rows costs three hashes.
const digests = new WeakMap<object, Lanes>();

/**
 * The digest of a board, independent of the order in which rows came. Two screens with the same
 * state hash show the same state (PROTOCOL.md, "State hash").
 */
export function stateHash(board: Board): StateHash {
  const lanes: Lanes[] = tableNames.map((name) => tableDigest(name, board[name]));
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  sum(lanes).forEach((lane, i) => view.setUint32(4 * i, lane));
  return bytesToHex(bytes) as StateHash;
}

/** Takes the digests of rows that have none yet, `atOnce` between two yields: `stateHash` then only sums them up. */
export function* digestRows(board: Board, atOnce: number): Generator<void> {
  let taken = 0;
  for (const name of tableNames) {
    if (digests.has(board[name])) continue;
    for (const row of board[name].values()) {
      if (digests.has(row)) continue;
      rowDigest(name, row);
      if (++taken % atOnce === 0) yield;
    }
  }
}

function tableDigest(name: string, table: ReadonlyMap<string, object>): Lanes {
  let digest = digests.get(table);
  if (!digest) digests.set(table, (digest = sum(table.values(), (row) => rowDigest(name, row))));
  return digest;
}

function rowDigest(table: string, row: object): Lanes {
  let digest = digests.get(row);
  if (!digest) {
    const hash = sha256(utf8ToBytes(canonicalJson([table, row])));
    const view = new DataView(hash.buffer, hash.byteOffset, 16);
    digest = [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)];
    digests.set(row, digest);
  }
  return digest;
}

function sum<T>(items: Iterable<T>, lanesOf: (item: T) => Lanes = (item) => item as Lanes): Lanes {
  let a = 0,
    b = 0,
    c = 0,
    d = 0;
  for (const item of items) {
    const lanes = lanesOf(item);
    a = (a + lanes[0]) >>> 0;
    b = (b + lanes[1]) >>> 0;
    c = (c + lanes[2]) >>> 0;
    d = (d + lanes[3]) >>> 0;
  }
  return [a, b, c, d];
}
