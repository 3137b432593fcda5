import { sessionCookie } from '../access/cookies.ts';
import { AWAY_MS, CALLBACK } from '../access/open-id.ts';
import type { Cookie } from './handler.ts';

const kept = { httpOnly: true, sameSite: 'strict', path: '/' } as const;
/** Lax, because the provider sends the browser back from another site. */
const away = { httpOnly: true, sameSite: 'lax', path: CALLBACK } as const;

export const signedIn = (token: string, until: number): Cookie => ({
  name: sessionCookie,
  value: token,
  options: { ...kept, expires: new Date(until) },
});
export const noSessionCookie: Cookie = { name: sessionCookie, options: kept };

/** Ties a browser to the sign-in that it has begun at the OpenID provider. */
export const tieCookie = 'wf_oidc';
export const tied = (tie: string): Cookie => ({ name: tieCookie, value: tie, options: { ...away, maxAge: AWAY_MS } });
export const untied: Cookie = { name: tieCookie, options: away };
