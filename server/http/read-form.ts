import { isUtf8 } from 'node:buffer';
import express, { type RequestHandler } from 'express';
import type { Takes } from '#data/contract/routes/route.ts';
import { problem } from '#data/contract/problem.ts';
import { sendProblem } from './send.ts';

/** What a page's form sent, by the names of its fields, in their order. */
export type Form = {
  texts: ReadonlyMap<string, readonly string[]>;
  files: ReadonlyMap<string, readonly Uint8Array[]>;
};

/** No JSON holds a Map. */
export const isForm = (body: unknown): body is Form =>
  typeof body === 'object' && body !== null && 'texts' in body && body.texts instanceof Map;

const types = ['multipart/form-data', 'application/x-www-form-urlencoded'];
/** More parts than any form of ours has. */
const MOST_PARTS = 40;

/** Reads a form; whatever is none is left to `otherwise`. What cannot be read is 400. */
export function readForm(limit: NonNullable<Takes['form']>, otherwise: RequestHandler): RequestHandler {
  const read = express.raw({ limit, type: types });
  return (request, response, next) => {
    if (!request.is(types)) return otherwise(request, response, next);
    read(request, response, (error?: unknown) => {
      if (error) return next(error);
      const bytes: unknown = request.body;
      formOf(bytes instanceof Uint8Array ? bytes : new Uint8Array(), request.headers['content-type'] ?? '').then(
        (form) => {
          if (form === null) return sendProblem(response, problem(400, 'the form cannot be read'));
          request.body = form;
          next();
        },
        next,
      );
    });
  };
}

async function formOf(bytes: Uint8Array, type: string): Promise<Form | null> {
  if (type.includes('urlencoded') && !isUtf8(bytes)) return null;
  const texts = new Map<string, string[]>();
  const files = new Map<string, Uint8Array[]>();
  try {
    const sent = await new Response(Buffer.from(bytes), { headers: { 'content-type': type } }).formData();
    let parts = 0;
    for (const [name, value] of sent) {
      if (++parts > MOST_PARTS) return null;
      if (typeof value === 'string') append(texts, name, value);
      // A field for files that was left alone is one without a byte.
      else if (value.size > 0) append(files, name, new Uint8Array(await value.arrayBuffer()));
    }
  } catch {
    return null;
  }
  return { texts, files };
}

function append<T>(lists: Map<string, T[]>, name: string, value: T): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}
