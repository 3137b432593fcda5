import type { SessionAnswer } from '#data/contract/person.ts';
import { problem } from '#data/contract/problem.ts';
import type { Access } from '../access/access.ts';
import { cookieIn } from '../access/door/cookies.ts';
import type { SignInRefusal } from '../access/credentials.ts';
import { viewOfPerson } from '../access/gate.ts';
import { authenticatorOf, personOf } from '../access/person-record.ts';
import type { Opened, Session } from '../access/sessions.ts';
import { type Cookie, refuse, type Refused } from './handler.ts';
import type { OwnCookies } from './own-cookies.ts';

type Parts = Pick<Access, 'register' | 'sessions' | 'cookieNames'>;

export function sessionAnswers({ register, sessions, cookieNames }: Parts, own: OwnCookies) {
  return {
    /** Who is signed in, and what they see. */
    async said(session: Session): Promise<SessionAnswer> {
      const record = register.byId(session.person);
      if (!record) throw new Error('a session without its person');
      const authenticator = authenticatorOf(record);
      return {
        person: personOf(record),
        view: viewOfPerson(record),
        until: session.until,
        idleLockMs: sessions.idleLockMs,
        locked: sessions.isLocked(session),
        authenticator,
        ...(authenticator === 'enrol' && { enrolBy: record.enrolBy }),
        demo: record.demo === true,
      };
    },

    /** A new session for this browser, in place of any that it had, which ends: none is ever taken over. */
    async entered(cookies: string | undefined, { token, session }: Opened): Promise<[Cookie]> {
      const before = sessions.byToken(cookieIn(cookies, cookieNames.session) ?? '');
      if (before) await sessions.signOut(before.session);
      return [own.signedIn(token, session.until)];
    },
  };
}

const details = {
  wrong: 'name or password is wrong',
  'code-needed': 'the code of the authenticator is needed',
  'code-wrong': 'the code is wrong or was used already',
} as const;

/** 401, or 403 where 401 would say that a session is over; 429 with `Retry-After`. */
export function refuseSignIn(refusal: SignInRefusal, status: 401 | 403 = 401): Refused {
  const { why } = refusal;
  return why === 'too-often' ? tooOften(refusal.waitMs) : refuse(problem(status, details[why], { why }));
}

export function tooOften(waitMs: number): Refused {
  const refusal = problem(429, 'too many attempts: wait', { why: 'too-often' });
  return refuse(refusal, { 'retry-after': String(Math.ceil(waitMs / 1000)) });
}
