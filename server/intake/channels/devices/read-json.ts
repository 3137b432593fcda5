import { isUtf8 } from 'node:buffer';
import { accepted, refused, type Result } from '#data/kit/result.ts';

/** More no message of a device has: a backlog of a thousand fixes is a tenth of it. */
export const MOST_BYTES = 1_000_000;

/** The JSON of a message, or why there is none in it. */
export function readJson(bytes: Uint8Array): Result<unknown, string> {
  if (bytes.byteLength > MOST_BYTES) return refused(`is larger than ${MOST_BYTES} bytes`);
  if (!isUtf8(bytes)) return refused('is not UTF-8');
  try {
    return accepted(JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')));
  } catch {
    return refused('is not JSON');
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What says nothing is left out, whichever way it is left out. */
export const told = (value: unknown): unknown => value ?? undefined;
