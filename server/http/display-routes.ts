import { Router, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import * as z from 'zod';
import { cookieOf } from '../access/cookies.ts';
import type { Gate } from '../access/gate.ts';
import type { Pairing } from '../access/pairing.ts';
import { problem } from './problem.ts';
import { readJson } from './read-json.ts';
import { sendProblem } from './send.ts';

const YEAR_MS = 365 * 24 * 3600_000;

/** Keeps a display signed in: the page never sees the token, no other site can use it. */
export function setDisplayCookie(response: Response, viewName: string, token: string): void {
  response.cookie(cookieOf(viewName), token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: response.req.secure,
    maxAge: YEAR_MS,
    path: '/',
  });
}

/** How a display comes by its cookie: with a token from its address, or by pairing. */
export function displayRoutes({ gate, pairing }: { gate: Gate; pairing: Pairing }): Router {
  const routes = Router();

  routes.post('/displays/session', readJson('4kb'), async (request, response) => {
    const body = z.object({ token: z.string().max(256) }).safeParse(request.body);
    const caller = body.success ? await gate.byToken(body.data.token) : null;
    if (!body.success || caller?.kind !== 'view')
      return sendProblem(response, problem(401, 'no display has this token'));
    setDisplayCookie(response, caller.view.name, body.data.token);
    response.json({ view: caller.view.name });
  });

  const seldom = rateLimit({
    windowMs: 60_000,
    limit: 20,
    standardHeaders: true,
    legacyHeaders: false,
    handler: tooOften,
  });
  routes.post('/displays/pairing', seldom, async (_request, response) => {
    const display = await pairing.request();
    if (!display) return tooOften(null, response);
    response.status(201).json(display);
  });

  routes.post('/displays/pairing/collect', readJson('4kb'), async (request, response) => {
    const body = z.object({ ticket: z.string().max(64) }).safeParse(request.body);
    const found = body.success ? await pairing.collect(body.data.ticket) : 'gone';
    if (found === 'gone') return sendProblem(response, problem(404, 'this code has run out'));
    if (found === 'waiting') return void response.status(202).json({ waiting: true });
    const caller = await gate.byToken(found.token);
    if (caller?.kind !== 'view') return sendProblem(response, problem(404));
    setDisplayCookie(response, caller.view.name, found.token);
    response.json({ view: caller.view.name });
  });

  return routes;
}

function tooOften(_request: unknown, response: Response): void {
  response.setHeader('Retry-After', '60');
  sendProblem(response, problem(429, 'too many displays ask for a code'));
}
