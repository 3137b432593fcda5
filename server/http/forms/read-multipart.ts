import { Busboy } from '@fastify/busboy';
import { append, type Form, MOST_PARTS } from './form.ts';

/**
 * A form (RFC 7578) of which all bytes are there. What it holds is not copied but where a part came in pieces: a
 * photo is some megabytes, and each copy of it makes the heap be cleared once more. Null: it cannot be read.
 */
export function readMultipart(bytes: Uint8Array, type: string): Promise<Form | null> {
  const texts = new Map<string, string[]>();
  const files = new Map<string, Uint8Array[]>();
  const { promise, resolve } = Promise.withResolvers<Form | null>();
  try {
    const form = new Busboy({
      headers: { 'content-type': type },
      limits: { fieldSize: bytes.byteLength, fieldNameSize: 200, parts: MOST_PARTS },
    });
    form.on('field', (name, value) => append(texts, name, value));
    form.on('file', (name, stream) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const [first = new Uint8Array()] = pieces;
        const whole = pieces.length > 1 ? Buffer.concat(pieces) : first;
        // A field for files that was left alone is one without a byte.
        if (whole.byteLength > 0) append(files, name, whole);
      });
    });
    form.on('partsLimit', () => resolve(null));
    form.on('error', () => resolve(null));
    form.on('finish', () => resolve({ texts, files }));
    form.end(bytes);
  } catch {
    resolve(null);
  }
  return promise;
}
