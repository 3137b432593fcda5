import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { problem } from '#data/contract/problem.ts';
import { networkOf } from '../network.ts';
import { sendProblem } from './send.ts';

/** So many requests a minute from one address. */
export function seldom(limit: number, detail: string | undefined): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    keyGenerator: ({ ip = '' }) => networkOf(ip),
    standardHeaders: true,
    legacyHeaders: false,
    handler(_request, response) {
      response.setHeader('Retry-After', '60');
      sendProblem(response, problem(429, detail));
    },
  });
}
