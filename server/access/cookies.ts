import { parseCookie } from 'cookie';

/** Of a signed-in person. */
export const sessionCookie = 'wf_session';

/** A display keeps one cookie per view, so that two kinds of wall can run in one browser. */
export const cookieOf = (viewName: string) => `${ofDisplays}${viewName}`;
const ofDisplays = 'wf_view_';

/** The value of a cookie in a `Cookie` header; the first where there are several. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  return parseCookie(header ?? '')[name];
}

/** Of all cookies in a `Cookie` header, as a browser sends them: of one path the oldest first. */
export const cookieNames = (header: string | undefined): string[] => Object.keys(parseCookie(header ?? ''));

/** The token of the session, and view name -> token of displays. */
export function ourCookies(header: string | undefined): { session: string | undefined; views: Map<string, string> } {
  const all = Object.entries(parseCookie(header ?? '')).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const displays = all.filter(([name]) => name.startsWith(ofDisplays));
  return {
    session: all.find(([name]) => name === sessionCookie)?.[1],
    views: new Map(displays.map(([name, token]) => [name.slice(ofDisplays.length), token])),
  };
}
