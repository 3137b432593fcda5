import { Router, type Response } from 'express';
import { SignIn, Unlock, type SessionAnswer } from '#data/contract/person.ts';
import type { Access } from '../access/access.ts';
import { sessionCookie, viewOfPerson } from '../access/gate.ts';
import { authenticatorOf, personOf as personIn, type PersonRecord } from '../access/person-record.ts';
import { IDLE_LOCK_MS, type Opened, type Session } from '../access/sessions.ts';
import type { SignInRefusal } from '../access/sign-in.ts';
import { may, signedInOf } from './caller.ts';
import { problem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { sendProblem } from './send.ts';

/** Signing in and out, and the lock. */
export function sessionRoutes({ gate, register, sessions, door }: Access): Router {
  const routes = Router();
  const recordOf = (session: Session) => register.byId(session.person)!;

  routes.post('/session', may(gate, 'POST /api/v1/session'), readJson('4kb'), async (request, response) => {
    const asked = readBody(SignIn, request, response);
    if (!asked) return;
    const opened = await door.signIn(asked, request.ip ?? '');
    if (!opened.ok) return refuseSignIn(response, opened.refusal);
    enter(response, opened.value);
  });

  routes.get('/session', may(gate, 'GET /api/v1/session'), (_request, response) => {
    const { session } = signedInOf(response);
    answer(response, session, recordOf(session));
  });

  routes.delete('/session', may(gate, 'DELETE /api/v1/session'), async (_request, response) => {
    await sessions.signOut(signedInOf(response).session);
    response.clearCookie(sessionCookie, { httpOnly: true, sameSite: 'strict', path: '/' });
    response.status(204).end();
  });

  routes.post(
    '/session/unlock',
    may(gate, 'POST /api/v1/session/unlock'),
    readJson('4kb'),
    async (request, response) => {
      const asked = readBody(Unlock, request, response);
      if (!asked) return;
      const { session } = signedInOf(response);
      const record = recordOf(session);
      if (record.password === undefined)
        return sendProblem(response, problem(409, 'sign in with OpenID Connect again', { why: 'sign-in-again' }));
      const confirmed = await door.confirm(record, asked.password, request.ip ?? '');
      // 403 where 401 would say that the session is over.
      if (!confirmed.ok) return refuseSignIn(response, confirmed.refusal, 403);
      sessions.touch(session);
      answer(response, session, record);
    },
  );

  /** A new session for this browser, in place of any that it had: none is ever taken over. */
  function enter(response: Response, { token, session, record }: Opened): void {
    response.cookie(sessionCookie, token, {
      httpOnly: true,
      sameSite: 'strict',
      secure: response.req.secure,
      expires: new Date(session.until),
      path: '/',
    });
    answer(response, session, record);
  }

  function answer(response: Response, session: Session, record: PersonRecord): void {
    const authenticator = authenticatorOf(record);
    const said: SessionAnswer = {
      person: personIn(record),
      view: viewOfPerson(record),
      until: session.until,
      idleLockMs: IDLE_LOCK_MS,
      locked: sessions.isLocked(session),
      authenticator,
      ...(authenticator === 'enrol' && { enrolBy: record.enrolBy }),
      demo: record.demo === true,
    };
    response.setHeader('Cache-Control', 'no-store');
    response.json(said);
  }

  return routes;
}

const refusals = {
  wrong: 'name or password is wrong',
  'code-needed': 'the code of the authenticator is needed',
  'code-wrong': 'the code is wrong or was used already',
  'too-often': 'too many attempts: wait',
} as const;

function refuseSignIn(response: Response, refusal: SignInRefusal, status: 401 | 403 = 401): void {
  const { why } = refusal;
  if (refusal.why === 'too-often') response.setHeader('Retry-After', String(Math.ceil(refusal.waitMs / 1000)));
  sendProblem(response, problem(why === 'too-often' ? 429 : status, refusals[why], { why }));
}
