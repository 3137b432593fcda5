import { cookieNames, sessionCookie } from '../access/cookies.ts';
import { AWAY_MS } from '../access/open-id.ts';
import type { Cookie } from './handler.ts';

const kept = { httpOnly: true, sameSite: 'strict', path: '/' } as const;
/** Lax, because the provider sends the browser back from another site; for where such a sign-in begins and ends. */
const away = { httpOnly: true, sameSite: 'lax', path: '/api/v1/session/oidc' } as const;

export const signedIn = (token: string, until: number): Cookie => ({
  name: sessionCookie,
  value: token,
  options: { ...kept, expires: new Date(until) },
});
export const noSessionCookie: Cookie = { name: sessionCookie, options: kept };

const ofTies = 'wf_oidc_';
/** Sign-ins that one browser may have under way: a cookie each, and a header has room for so many. */
const MOST_TIES = 8;

/** Ties a browser to a sign-in that it has begun at the OpenID provider: one cookie for each, so that two tabs do not take each other's. */
export const tieCookie = (state: string) => `${ofTies}${state.slice(0, 16)}`;
export const tied = (state: string, tie: string): Cookie => ({
  name: tieCookie(state),
  value: tie,
  options: { ...away, maxAge: AWAY_MS },
});
export const untied = (state: string): Cookie => ({ name: tieCookie(state), options: away });

/** Those that must go where another comes. */
export function tooManyTies(cookies: string | undefined): Cookie[] {
  const names = cookieNames(cookies).filter((name) => name.startsWith(ofTies));
  return names.slice(0, Math.max(0, names.length - MOST_TIES + 1)).map((name) => ({ name, options: away }));
}
