import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Packed } from './handler.ts';

/** The strong tag of a content. */
export const etagOf = (content: string | Buffer) =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;

/** What stays as it is while this process lives, written and compressed once. */
export function packed(value: unknown): { body: Packed; etag: string } {
  const json = Buffer.from(JSON.stringify(value));
  return { body: { json, gzip: gzipSync(json) }, etag: etagOf(json) };
}
