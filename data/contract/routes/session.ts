import * as z from 'zod';
import {
  AuthenticatorOffer,
  ChangePassword,
  Enrol,
  FirstAdmin,
  SessionAnswer,
  SignIn,
  SignInWays,
  Unlock,
} from '../person.ts';
import { nothing, route, says } from './route.ts';
import { oneself, open } from './who.ts';

const cache = 'no-store';
const tooOften = { 429: 'Too often: wait for `Retry-After`' } as const;
const wrongPassword = { 403: 'The password is wrong (`why: wrong`)' } as const;

export const readWays = route({
  method: 'GET',
  path: '/api/v1/session/ways',
  right: open,
  summary: 'How one can sign in here',
  answers: { 200: says(SignInWays, 'The ways') },
});

export const signIn = route({
  method: 'POST',
  path: '/api/v1/session',
  right: open,
  summary: 'Sign in',
  description:
    'Sets a cookie that no script can read, named as `securitySchemes.person` says. A session is good for 12 hours.',
  body: SignIn,
  answers: { 200: says(SessionAnswer, 'Signed in') },
  refusals: { 401: '`why`: `wrong` (name or password), `code-needed` or `code-wrong`', ...tooOften },
  cache,
});

export const claimFirst = route({
  method: 'POST',
  path: '/api/v1/session/first',
  right: open,
  summary: 'Make the first admin',
  description: 'With the code that the server printed when it started and nobody was registered; good once.',
  body: FirstAdmin,
  answers: { 201: says(SessionAnswer, 'Made and signed in') },
  refusals: { 401: 'The code is wrong or was used', ...tooOften },
  cache,
});

export const beginOpenId = route({
  method: 'GET',
  path: '/api/v1/session/oidc',
  right: open,
  summary: 'Sign in with OpenID Connect',
  // Pages of our own alone: nobody is sent elsewhere with a fresh session.
  query: z.object({
    to: z
      .string()
      .regex(/^\/(console|phone|community\/[\w-]{1,64})$/)
      .default('/console'),
  }),
  answers: { 303: nothing('To the provider, which sends the browser back to `/api/v1/session/oidc/callback`') },
  refusals: { 404: 'None is set up', 503: 'The provider does not answer' },
  cache,
});

export const finishOpenId = route({
  method: 'GET',
  path: '/api/v1/session/oidc/callback',
  right: open,
  summary: 'Where the OpenID provider sends the browser back to',
  answers: { 303: nothing('Signed in: to the page') },
  refusals: { 403: '`why`: `unknown` (nobody here), `not-begun` or `provider-refused`', 404: 'None is set up' },
  cache,
});

export const readSession = route({
  method: 'GET',
  path: '/api/v1/session',
  right: oneself,
  summary: 'Who is signed in, and what they see',
  answers: { 200: says(SessionAnswer, 'The session') },
  cache,
});

export const signOut = route({
  method: 'DELETE',
  path: '/api/v1/session',
  right: oneself,
  summary: 'Sign out',
  answers: { 204: nothing('Signed out; its sockets are closed') },
});

export const lock = route({
  method: 'POST',
  path: '/api/v1/session/lock',
  right: oneself,
  summary: 'Take no command before the password, from now on',
  answers: { 200: says(SessionAnswer, 'Locked') },
  cache,
});

export const unlock = route({
  method: 'POST',
  path: '/api/v1/session/unlock',
  right: oneself,
  summary: 'Go on giving commands after a pause',
  body: Unlock,
  answers: { 200: says(SessionAnswer, 'Unlocked') },
  refusals: { ...wrongPassword, 409: 'There is no password: sign in with OpenID Connect again', ...tooOften },
  cache,
});

export const enrol = route({
  method: 'POST',
  path: '/api/v1/session/authenticator',
  right: oneself,
  summary: 'Set up an authenticator',
  description: 'Without a code it begins and answers what to scan; with a code that fits it is set up.',
  body: Enrol,
  answers: {
    200: says(z.union([AuthenticatorOffer, SessionAnswer]), 'What to scan, or the session with it set up'),
  },
  refusals: {
    403: 'The code is wrong (`why: code-wrong`), or the session is locked (`locked`)',
    409: 'One is set up already, nothing was begun, or everybody signs in with this account',
    ...tooOften,
  },
  cache,
});

export const changePassword = route({
  method: 'POST',
  path: '/api/v1/session/password',
  right: oneself,
  summary: "Change one's own password",
  description: 'Every other session of the person ends; this browser gets a new one.',
  body: ChangePassword,
  answers: { 200: says(SessionAnswer, 'Changed') },
  refusals: { ...wrongPassword, 409: 'Everybody signs in with this one: it stays', ...tooOften },
  cache,
});
