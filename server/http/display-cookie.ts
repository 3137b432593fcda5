import { cookieOf } from '../access/cookies.ts';
import type { Cookie } from './handler.ts';

const YEAR_MS = 365 * 24 * 3600_000;

/** Keeps a display signed in: the page never sees the token, no other site can use it. */
export const displayCookie = (viewName: string, token: string): Required<Cookie> => ({
  name: cookieOf(viewName),
  value: token,
  options: { httpOnly: true, sameSite: 'strict', maxAge: YEAR_MS, path: '/' },
});
