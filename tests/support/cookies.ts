import { createCookieNames } from '#server/access/cookies.ts';

/** Of every installation of app.ts: they share their secret. */
export const cookieNames = createCookieNames('test-secret');
