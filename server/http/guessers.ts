import type { RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore } from 'express-rate-limit';
import { problem } from '#data/contract/problem.ts';
import { sendProblem } from './send.ts';

const WINDOW_MS = 60_000;
const MOST_WRONG = 100;

/**
 * Whoever shows wrong tokens a hundred times a minute is no longer asked in. Only what was refused
 * counts: a limiter that counts requests under way would refuse a busy office behind one address.
 */
export function guessersWait(trouble: (what: string, error: unknown) => void): RequestHandler {
  const wrong = new MemoryStore();
  wrong.init({ windowMs: WINDOW_MS } as Parameters<MemoryStore['init']>[0]);
  return async (request, response, next) => {
    const from = ipKeyGenerator(request.ip ?? '');
    const known = await wrong.get(from);
    if (known && known.totalHits >= MOST_WRONG && Number(known.resetTime) > Date.now()) {
      response.setHeader('Retry-After', String(WINDOW_MS / 1000));
      return sendProblem(response, problem(429, 'too many wrong tokens from this address'));
    }
    response.once('finish', () => {
      // A page that only asks whether somebody is signed in guesses nothing.
      const asksOnly = request.method === 'GET' && request.headers.authorization === undefined;
      if (response.statusCode !== 401 || asksOnly) return;
      wrong.increment(from).catch((error: unknown) => trouble('a wrong token was not counted', error));
    });
    next();
  };
}
