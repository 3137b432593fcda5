import { isUtf8 } from 'node:buffer';
import express, { type RequestHandler } from 'express';
import { problem } from '#data/contract/problem.ts';
import type { Route, Takes } from '#data/contract/routes/route.ts';
import { readForm } from './forms/read-form.ts';
import { sendProblem } from './send.ts';

/** Reads the body that a route takes; null where it takes none. */
export function bodyReader({ body, commands, takes = { limit: '4kb' } }: Route): RequestHandler | null {
  if (takes.stream) return streamed(takes.type ?? '*/*');
  if (takes.type !== undefined) return readBytes(takes.limit, [takes.type, ...(takes.or ?? [])]);
  if (!body && !commands) return null;
  const read = readJson(takes.limit);
  if (takes.form !== undefined) return readForm(takes.form, read);
  return takes.mayBeEmpty ? emptyOr(read) : read;
}

/** Anything that is not JSON gets 415, a broken one 400. */
function readJson(limit: Takes['limit']): RequestHandler {
  const read = express.json({ limit, strict: false, type: () => true, verify: mustBeUtf8 });
  return (request, response, next) => {
    if (request.is(['json', '+json'])) return read(request, response, next);
    sendProblem(response, problem(415, 'the body must be application/json'));
  };
}

/** JSON is UTF-8 (RFC 8259, 8.1): what is not would be read as U+FFFD, and two keys become one. */
function mustBeUtf8(_request: unknown, _response: unknown, bytes: Buffer, charset: string): void {
  if (charset !== 'utf-8') throw bodyRefused(415, 'charset.unsupported');
  if (!isUtf8(bytes)) throw bodyRefused(400, 'entity.not-utf-8');
}

/** As the body reader refuses: the status, and the name that send.ts has words for. */
const bodyRefused = (status: number, type: string) => Object.assign(new Error(type), { status, type });

function readBytes(limit: Takes['limit'], types: string[]): RequestHandler {
  const read = express.raw({ limit, type: types });
  return (request, response, next) => {
    if (!request.is(types)) return sendProblem(response, problem(415, `the body must be ${types[0]}`));
    read(request, response, (error?: unknown) => {
      if (!error) request.body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      next(error);
    });
  };
}

/** The connection outlives a body that nobody reads to its end: there is an answer to give. */
function streamed(type: string): RequestHandler {
  return (request, response, next) => {
    if (!request.is(type)) return sendProblem(response, problem(415, `the body must be ${type}`));
    request.body = request.iterator({ destroyOnReturn: false });
    next();
  };
}

/** Many commands have nothing more to say and send none. */
function emptyOr(read: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const { 'transfer-encoding': coding, 'content-length': length = '0' } = request.headers;
    if (coding !== undefined || length !== '0') return read(request, response, next);
    request.body = {};
    next();
  };
}
