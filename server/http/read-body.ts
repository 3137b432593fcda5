import express, { type RequestHandler } from 'express';
import { problem } from '#data/contract/problem.ts';
import type { Route, Takes } from '#data/contract/routes/route.ts';
import { sendProblem } from './send.ts';

/** Reads the body that a route takes; null where it takes none. */
export function bodyReader({ body, commands, takes = { limit: '4kb' } }: Route): RequestHandler | null {
  if (takes.type !== undefined) return readBytes(takes.limit, takes.type);
  if (!body && !commands) return null;
  const read = readJson(takes.limit);
  return takes.mayBeEmpty ? emptyOr(read) : read;
}

/** Anything that is not JSON gets 415, a broken one 400. */
function readJson(limit: Takes['limit']): RequestHandler {
  const read = express.json({ limit, strict: false, type: () => true });
  return (request, response, next) => {
    if (request.is(['json', '+json'])) return read(request, response, next);
    sendProblem(response, problem(415, 'the body must be application/json'));
  };
}

function readBytes(limit: Takes['limit'], type: string): RequestHandler {
  const read = express.raw({ limit, type });
  return (request, response, next) => {
    if (!request.is(type)) return sendProblem(response, problem(415, `the body must be ${type}`));
    read(request, response, (error?: unknown) => {
      if (!error) request.body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      next(error);
    });
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
