import type { Response } from 'express';
import type { SessionAnswer } from '#data/contract/person.ts';
import type { Access } from '../access/access.ts';
import { cookieIn, sessionCookie } from '../access/cookies.ts';
import { viewOfPerson } from '../access/gate.ts';
import { authenticatorOf, personOf } from '../access/person-record.ts';
import { IDLE_LOCK_MS, type Opened, type Session } from '../access/sessions.ts';
import type { SignInRefusal } from '../access/credentials.ts';
import { problem } from './problem.ts';
import { sendProblem } from './send.ts';

const cookie = { httpOnly: true, sameSite: 'strict', path: '/' } as const;

/** A new session for this browser, in place of any that it had, which ends: none is ever taken over. */
export async function enter(response: Response, { sessions }: Access, { token, session }: Opened): Promise<void> {
  const before = sessions.byToken(cookieIn(response.req.headers.cookie, sessionCookie) ?? '');
  if (before) await sessions.signOut(before.session);
  const expires = new Date(session.until);
  response.cookie(sessionCookie, token, { ...cookie, secure: response.req.secure, expires });
}

export function clearSessionCookie(response: Response): void {
  response.clearCookie(sessionCookie, cookie);
}

/** Who is signed in, and what they see. */
export async function answerSession(response: Response, access: Access, session: Session): Promise<void> {
  const { register, sessions } = access;
  const record = register.byId(session.person);
  if (!record) throw new Error('a session without its person');
  const authenticator = authenticatorOf(record);
  const said: SessionAnswer = {
    person: personOf(record),
    view: viewOfPerson(record),
    until: session.until,
    idleLockMs: IDLE_LOCK_MS,
    locked: await sessions.isLocked(session),
    authenticator,
    ...(authenticator === 'enrol' && { enrolBy: record.enrolBy }),
    demo: record.demo === true,
  };
  response.setHeader('Cache-Control', 'no-store');
  response.json(said);
}

const details = {
  wrong: 'name or password is wrong',
  'code-needed': 'the code of the authenticator is needed',
  'code-wrong': 'the code is wrong or was used already',
} as const;

/** 401, or 403 where 401 would say that a session is over; 429 with `Retry-After`. */
export function refuseSignIn(response: Response, refusal: SignInRefusal, status: 401 | 403 = 401): void {
  const { why } = refusal;
  if (why === 'too-often') return refuseTooOften(response, refusal.waitMs);
  sendProblem(response, problem(status, details[why], { why }));
}

export function refuseTooOften(response: Response, waitMs: number): void {
  response.setHeader('Retry-After', String(Math.ceil(waitMs / 1000)));
  sendProblem(response, problem(429, 'too many attempts: wait', { why: 'too-often' }));
}
