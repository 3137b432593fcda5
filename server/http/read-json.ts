import express, { type RequestHandler } from 'express';
import { problem } from './problem.ts';
import { sendProblem } from './send.ts';

/** Reads a JSON body of at most `limit` (`8mb`); anything that is not JSON gets 415, a broken one 400. */
export function readJson(limit: string): RequestHandler {
  const read = express.json({ limit, strict: false, type: () => true });
  return (request, response, next) => {
    if (request.is(['json', '+json'])) return read(request, response, next);
    sendProblem(response, problem(415, 'the body must be application/json'));
  };
}
