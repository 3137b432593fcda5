import { Router } from 'express';
import { FirstAdmin, SignIn, Unlock, type SignInWays } from '#data/contract/person.ts';
import type { Access } from '../access/access.ts';
import { DEMO_PASSWORD } from '../access/demo-people.ts';
import { may, signedInOf } from './caller.ts';
import { problem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { sendProblem } from './send.ts';
import { answerSession, clearSessionCookie, refuseSignIn, refuseTooOften, enter } from './session-answer.ts';

const body = readJson('4kb');

/** Signing in and out, and the lock. */
export function sessionRoutes(access: Access): Router {
  const { gate, register, sessions, credentials, firstRun, throttle, openId } = access;
  const routes = Router();

  routes.get('/session/ways', may(gate, 'GET /api/v1/session/ways'), async (_request, response) => {
    const demo = access.demo ? register.all().filter(({ demo, left }) => demo && !left) : [];
    const ways: SignInWays = {
      demo: demo.map(({ name, role }) => ({ name, role, password: DEMO_PASSWORD })),
      openId: openId && { name: new URL(openId.issuer).hostname, url: '/api/v1/session/oidc' },
      first: await firstRun.waits(),
    };
    response.json(ways);
  });

  routes.post('/session', may(gate, 'POST /api/v1/session'), body, async (request, response) => {
    const asked = readBody(SignIn, request, response);
    if (!asked) return;
    const opened = await credentials.signIn(asked, request.ip ?? '');
    if (!opened.ok) return refuseSignIn(response, opened.refusal);
    await enter(response, access, opened.value);
    await answerSession(response, access, opened.value.session);
  });

  routes.post('/session/first', may(gate, 'POST /api/v1/session/first'), body, async (request, response) => {
    const asked = readBody(FirstAdmin, request, response);
    if (!asked) return;
    const address = request.ip ?? '';
    const waitMs = await throttle.attempt('the first admin', address);
    if (waitMs > 0) return refuseTooOften(response, waitMs);
    const made = await firstRun.claim(asked);
    if (!made) return sendProblem(response, problem(401, 'the code is wrong or was used', { why: 'wrong' }));
    if (!made.ok) return sendProblem(response, problem(made.refusal.status, made.refusal.detail, made.refusal));
    const opened = await sessions.open(register.byId(made.value.id)!, 'password');
    await enter(response, access, opened);
    response.status(201);
    await answerSession(response, access, opened.session);
  });

  routes.get('/session', may(gate, 'GET /api/v1/session'), (_request, response) =>
    answerSession(response, access, signedInOf(response).session),
  );

  routes.delete('/session', may(gate, 'DELETE /api/v1/session'), async (_request, response) => {
    await sessions.signOut(signedInOf(response).session);
    clearSessionCookie(response);
    response.status(204).end();
  });

  routes.post('/session/lock', may(gate, 'POST /api/v1/session/lock'), async (_request, response) => {
    const { session } = signedInOf(response);
    await sessions.lock(session);
    await answerSession(response, access, session);
  });

  routes.post('/session/unlock', may(gate, 'POST /api/v1/session/unlock'), body, async (request, response) => {
    const asked = readBody(Unlock, request, response);
    if (!asked) return;
    const { session, person } = signedInOf(response);
    const record = register.byId(person.id)!;
    if (record.password === undefined)
      return sendProblem(response, problem(409, 'sign in with OpenID Connect again', { why: 'sign-in-again' }));
    const confirmed = await credentials.confirm(record, asked.password, request.ip ?? '');
    if (!confirmed.ok) return refuseSignIn(response, confirmed.refusal, 403);
    await sessions.touch(session);
    await answerSession(response, access, session);
  });

  return routes;
}
