import { createCookieNames } from '#server/access/door/cookies.ts';

/** Of every installation of app.ts: they share their secret. */
export const cookieNames = createCookieNames('test-secret');
