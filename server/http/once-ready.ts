import type { RequestHandler } from 'express';
import { problem } from '#data/contract/problem.ts';
import { sendProblem } from './send.ts';

/** Lets nothing in that would be kept while the process still does something else; null: nothing. */
export function onceReady(waitingFor: () => string | null): RequestHandler {
  return (_request, response, next) => {
    const what = waitingFor();
    if (what === null) return next();
    response.setHeader('Retry-After', '2');
    sendProblem(response, problem(503, `not yet: waiting for ${what}`));
  };
}
