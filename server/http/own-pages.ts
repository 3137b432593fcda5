import type { RequestHandler } from 'express';
import { bearerOf } from '../access/door/bearer.ts';
import { mayOpen } from '../feed/origin.ts';
import { problem } from '#data/contract/problem.ts';
import { sendProblem } from './send.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Nothing is changed on behalf of a page of another site. A browser says where a request comes from,
 * in `Origin` and `Sec-Fetch-Site`; programs say neither and carry no cookie of somebody else's.
 * Whoever shows a token in a header is judged by that alone (gate.ts), and no foreign page knows one.
 */
export function ownPagesOnly(origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (safe.has(request.method) || bearerOf(request.headers.authorization) !== undefined) return next();
    const { origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    // A proxy may have changed the host, but not the origin, which then is the public one.
    const isOwn =
      origin === undefined
        ? site === undefined || site === 'same-origin' || site === 'none'
        : mayOpen(request, origins);
    if (isOwn) return next();
    sendProblem(response, problem(403, 'pages of other sites change nothing here', { why: 'cross-site' }));
  };
}
