import { isUtf8 } from 'node:buffer';
import express, { type RequestHandler } from 'express';
import type { Takes } from '#data/contract/routes/route.ts';
import { problem } from '#data/contract/problem.ts';
import { append, type Form, MOST_PARTS } from './form.ts';
import { readMultipart } from './read-multipart.ts';
import { sendProblem } from '../send.ts';

/** No JSON holds a Map. */
export const isForm = (body: unknown): body is Form =>
  typeof body === 'object' && body !== null && 'texts' in body && body.texts instanceof Map;

const types = ['multipart/form-data', 'application/x-www-form-urlencoded'];
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
  if (!type.includes('urlencoded')) return readMultipart(bytes, type);
  if (!isUtf8(bytes)) return null;
  const texts = new Map<string, string[]>();
  const parameters = new URLSearchParams(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
  if (parameters.size > MOST_PARTS) return null;
  for (const [name, value] of parameters) append(texts, name, value);
  return { texts, files: new Map() };
}
