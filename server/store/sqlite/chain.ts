import { createHash } from 'node:crypto';
import type { ChainHash } from '#data/contract/ids.ts';

/** Before the first fact: 32 zero bytes. */
export const GENESIS: Uint8Array = new Uint8Array(32);

/** SHA-256 of the previous link and the fact's stored bytes: 32 bytes. */
export function link(previous: Uint8Array, body: string): Buffer {
  return createHash('sha256').update(previous).update(body).digest();
}

/** The first 8 bytes in hex, as the wire carries them. */
export function shortHash(hash: Uint8Array): ChainHash {
  return Buffer.from(hash.buffer, hash.byteOffset, 8).toString('hex') as ChainHash;
}
