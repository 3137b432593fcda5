import { hash } from 'node:crypto';
import type { ChainHash } from '#data/contract/ids.ts';

/** Before the first fact: 32 zero bytes. */
export const GENESIS: Uint8Array = new Uint8Array(32);

/** Where the bytes to be hashed are put together: one digest of all is cheaper than three calls. */
let room = Buffer.allocUnsafe(65536);

/** SHA-256 of the previous link and the fact's stored bytes: 32 bytes. */
export function link(previous: Uint8Array, body: string): Buffer {
  const most = 32 + body.length * 3;
  if (room.length < most) room = Buffer.allocUnsafe(most);
  room.set(previous);
  return hash('sha256', room.subarray(0, 32 + room.write(body, 32)), 'buffer');
}

/** The first 8 bytes in hex, as the wire carries them. */
export function shortHash(hash: Uint8Array): ChainHash {
  return Buffer.from(hash.buffer, hash.byteOffset, 8).toString('hex') as ChainHash;
}
