import { cookiesIn, type CookieNames } from '../access/door/cookies.ts';
import { AWAY_MS } from '../access/open-id.ts';
import type { Cookie } from './handler.ts';

const YEAR_MS = 365 * 24 * 3600_000;
/** Sign-ins that one browser may have under way at the OpenID provider: a header has room for so many. */
const MOST_ELSEWHERE = 8;

/** The cookies that we set. No page sees what is in them, and no other site can use them. */
export type OwnCookies = {
  signedIn(token: string, until: number): Cookie;
  signedOut: Cookie;
  /** Keeps a display signed in. */
  display(viewName: string, token: string): Cookie;
  /** Ties a browser to a sign-in that it has begun elsewhere: one for each, so that two tabs do not take each other's. */
  begun(state: string, tie: string): Cookie;
  ended(state: string): Cookie;
  /** Takes away those that must go where another is begun, of what the browser has sent. */
  makeRoom(header: string | undefined): Cookie[];
};

/** `isHttps`: the public address is https, whatever a proxy speaks to us; else it follows the request. */
export function createOwnCookies(names: CookieNames, isHttps: boolean): OwnCookies {
  const safe = { httpOnly: true, ...(isHttps && { secure: true }) } as const;
  const kept = { ...safe, sameSite: 'strict', path: '/' } as const;
  /** Lax, because the provider sends the browser back from another site; for where such a sign-in begins and ends. */
  const away = { ...safe, sameSite: 'lax', path: '/api/v1/session/oidc' } as const;
  const elsewhere = names.elsewhere('');

  return {
    signedIn: (value, until) => ({ name: names.session, value, options: { ...kept, expires: new Date(until) } }),
    signedOut: { name: names.session, options: kept },
    display: (viewName, value) => ({ name: names.view(viewName), value, options: { ...kept, maxAge: YEAR_MS } }),
    begun: (state, value) => ({ name: names.elsewhere(state), value, options: { ...away, maxAge: AWAY_MS } }),
    ended: (state) => ({ name: names.elsewhere(state), options: away }),
    makeRoom(header) {
      const others = [...cookiesIn(header, elsewhere).keys()];
      const tooMany = others.slice(0, Math.max(0, others.length - MOST_ELSEWHERE + 1));
      return tooMany.map((state) => ({ name: names.elsewhere(state), options: away }));
    },
  };
}
