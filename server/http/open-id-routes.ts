import { Router, type Response } from 'express';
import * as z from 'zod';
import type { Access } from '../access/access.ts';
import { cookieIn } from '../access/cookies.ts';
import { AWAY_MS, CALLBACK, type OpenIdRefusal } from '../access/open-id.ts';
import { may } from './caller.ts';
import { problem } from './problem.ts';
import { readQuery } from './read-query.ts';
import { sendProblem } from './send.ts';
import { enter } from './session-answer.ts';

const tieCookie = 'wf_oidc';
/** Pages of our own alone: nobody is sent elsewhere with a fresh session. */
const To = z.object({
  to: z
    .string()
    .regex(/^\/(console|phone|community\/[\w-]{1,64})$/)
    .default('/console'),
});

/** Signing in with OpenID Connect; 404 where none is set up. */
export function openIdRoutes(access: Access): Router {
  const { gate, openId } = access;
  const routes = Router();

  routes.get('/session/oidc', may(gate, 'GET /api/v1/session/oidc'), async (request, response) => {
    if (!openId) return sendProblem(response, problem(404));
    const query = readQuery(To, request, response);
    if (!query) return;
    const begun = await openId.begin(query.to).catch(() => null);
    if (!begun) return notThere(response);
    // Lax, because the provider sends the browser back from another site.
    response.cookie(tieCookie, begun.tie, {
      httpOnly: true,
      sameSite: 'lax',
      secure: response.req.secure,
      maxAge: AWAY_MS,
      path: CALLBACK,
    });
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(303, begun.url.href);
  });

  routes.get('/session/oidc/callback', may(gate, 'GET /api/v1/session/oidc/callback'), async (request, response) => {
    if (!openId) return sendProblem(response, problem(404));
    const query = request.originalUrl.split('?')[1] ?? '';
    const finished = await openId.finish(query, cookieIn(request.headers.cookie, tieCookie));
    response.clearCookie(tieCookie, { httpOnly: true, sameSite: 'lax', path: CALLBACK });
    response.setHeader('Cache-Control', 'no-store');
    if (!finished.ok) return sendProblem(response, problem(403, details[finished.refusal], { why: finished.refusal }));
    await enter(response, access, finished.value.opened);
    response.redirect(303, finished.value.to);
  });

  return routes;
}

const details: Record<OpenIdRefusal, string> = {
  'not-begun': 'this sign-in was not begun in this browser, or too long ago: begin again',
  'provider-refused': 'the OpenID provider did not confirm this sign-in',
  unknown: 'nobody here is bound to this account: ask an admin',
};

function notThere(response: Response): void {
  response.setHeader('Retry-After', '5');
  sendProblem(response, problem(503, 'the OpenID provider does not answer'));
}
