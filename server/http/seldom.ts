import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { problem } from '#data/contract/problem.ts';
import { networkOf } from '../network.ts';
import type { Counts } from '../store/shared.ts';
import { sendProblem } from './send.ts';

const WINDOW_MS = 60_000;

/** So many requests a minute from one address, at all processes together. `what` tells one limit from another. */
export function seldom(counts: Counts, what: string, limit: number, detail: string | undefined): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit,
    keyGenerator: ({ ip = '' }) => networkOf(ip),
    store: {
      async increment(network) {
        const { count, leftMs } = await counts.add('asked', `${what}\n${network}`, WINDOW_MS);
        // The library counts down by the machine's own clock.
        return { totalHits: count, resetTime: new Date(Date.now() + leftMs) };
      },
      // What was asked has been asked.
      decrement: () => {},
      resetKey: () => {},
    },
    standardHeaders: true,
    legacyHeaders: false,
    handler(_request, response) {
      response.setHeader('Retry-After', '60');
      sendProblem(response, problem(429, detail));
    },
  });
}
