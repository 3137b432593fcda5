import { createHmac } from 'node:crypto';
import { parseCookie } from 'cookie';

/**
 * What the cookies of this installation are called. A browser sends them to every port of a host, so
 * the names carry the installation: two of them on one host do not sign each other's people out.
 */
export type CookieNames = {
  /** Of a signed-in person. */
  session: string;
  /** A display keeps one cookie per view, so that two kinds of wall can run in one browser. */
  view(viewName: string): string;
  /** Of a sign-in under way at the OpenID provider, by its state. */
  elsewhere(state: string): string;
};

export function createCookieNames(secret: string): CookieNames {
  const installation = createHmac('sha256', secret).update('cookies').digest('hex').slice(0, 8);
  const prefix = `wf_${installation}_`;
  return {
    session: `${prefix}session`,
    view: (viewName) => `${prefix}view_${viewName}`,
    elsewhere: (state) => `${prefix}oidc_${state.slice(0, 16)}`,
  };
}

/** The value of a cookie in a `Cookie` header; the first where there are several. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  return parseCookie(header ?? '')[name];
}

/** Those whose names begin so, without that beginning -> value; of one path a browser sends the oldest first. */
export function cookiesIn(header: string | undefined, beginning: string): Map<string, string> {
  const all = Object.entries(parseCookie(header ?? '')).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const named = all.filter(([name]) => name.startsWith(beginning));
  return new Map(named.map(([name, value]) => [name.slice(beginning.length), value]));
}
