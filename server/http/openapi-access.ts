import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { AuditAnswer, PeopleAnswer } from '#data/contract/desk-api.ts';
import {
  AddPerson,
  AuthenticatorOffer,
  ChangePassword,
  Enrol,
  FirstAdmin,
  PersonAnswer,
  personCommands,
  SessionAnswer,
  SignIn,
  SignInWays,
  Unlock,
} from '#data/contract/person.ts';
import { AuditQuery } from './audit-routes.ts';
import { bodyRefusals, forPeople, json, peopleRefusals, refusal, takes } from './openapi-parts.ts';

const tooOften = { '429': refusal('Too often: wait for `Retry-After`') };
const wrongPassword = { '403': refusal('The password is wrong (`why: wrong`)') };

/** Sessions, people and the audit trail. */
export const accessPaths: ZodOpenApiPathsObject = {
  '/api/v1/session/ways': {
    get: { summary: 'How one can sign in here', responses: { '200': json(SignInWays, 'The ways') } },
  },
  '/api/v1/session': {
    post: {
      summary: 'Sign in',
      description: 'Sets the cookie `wf_session`, which no script can read. A session is good for 12 hours.',
      requestBody: takes(SignIn),
      responses: {
        '200': json(SessionAnswer, 'Signed in'),
        '401': refusal('`why`: `wrong` (name or password), `code-needed` or `code-wrong`'),
        ...bodyRefusals,
        ...tooOften,
      },
    },
    get: {
      summary: 'Who is signed in, and what they see',
      security: forPeople,
      responses: { '200': json(SessionAnswer, 'The session'), ...peopleRefusals },
    },
    delete: {
      summary: 'Sign out',
      security: forPeople,
      responses: { '204': { description: 'Signed out; its sockets are closed' }, ...peopleRefusals },
    },
  },
  '/api/v1/session/lock': {
    post: {
      summary: 'Take no command before the password, from now on',
      security: forPeople,
      responses: { '200': json(SessionAnswer, 'Locked'), ...peopleRefusals },
    },
  },
  '/api/v1/session/unlock': {
    post: {
      summary: 'Go on giving commands after a pause',
      security: forPeople,
      requestBody: takes(Unlock),
      responses: {
        '200': json(SessionAnswer, 'Unlocked'),
        '401': peopleRefusals['401'],
        ...wrongPassword,
        '409': refusal('There is no password: sign in with OpenID Connect again'),
        ...bodyRefusals,
        ...tooOften,
      },
    },
  },
  '/api/v1/session/authenticator': {
    post: {
      summary: 'Set up an authenticator',
      description: 'Without a code it begins and answers what to scan; with a code that fits it is set up.',
      security: forPeople,
      requestBody: takes(Enrol),
      responses: {
        '200': json(z.union([AuthenticatorOffer, SessionAnswer]), 'What to scan, or the session with it set up'),
        '401': peopleRefusals['401'],
        '403': refusal('The code is wrong'),
        '409': refusal('One is set up already, or nothing was begun'),
        ...bodyRefusals,
        ...tooOften,
      },
    },
  },
  '/api/v1/session/password': {
    post: {
      summary: "Change one's own password",
      description: 'Every other session of the person ends; this browser gets a new one.',
      security: forPeople,
      requestBody: takes(ChangePassword),
      responses: {
        '200': json(SessionAnswer, 'Changed'),
        '401': peopleRefusals['401'],
        ...wrongPassword,
        ...bodyRefusals,
        ...tooOften,
      },
    },
  },
  '/api/v1/session/first': {
    post: {
      summary: 'Make the first admin',
      description: 'With the code that the server printed when it started and nobody was registered; good once.',
      requestBody: takes(FirstAdmin),
      responses: {
        '201': json(SessionAnswer, 'Made and signed in'),
        '401': refusal('The code is wrong or was used'),
        ...bodyRefusals,
        ...tooOften,
      },
    },
  },
  '/api/v1/session/oidc': {
    get: {
      summary: 'Sign in with OpenID Connect',
      requestParams: { query: z.object({ to: z.string().optional() }) },
      responses: {
        '303': { description: 'To the provider, which sends the browser back to `/api/v1/session/oidc/callback`' },
        '404': refusal('None is set up'),
        '503': refusal('The provider does not answer'),
      },
    },
  },
  '/api/v1/session/oidc/callback': {
    get: {
      summary: 'Where the OpenID provider sends the browser back to',
      responses: {
        '303': { description: 'Signed in: to the page' },
        '403': refusal('`why`: `unknown` (nobody here), `not-begun` or `provider-refused`'),
      },
    },
  },
  '/api/v1/people': {
    get: {
      summary: 'Whom one works with',
      description: 'For officers and above, and oversight. Asking is on record.',
      security: forPeople,
      responses: { '200': json(PeopleAnswer, 'Everybody who is or was registered'), ...peopleRefusals },
    },
    post: {
      summary: 'Register somebody',
      security: forPeople,
      requestBody: takes(AddPerson),
      responses: {
        '201': json(PersonAnswer, 'Registered'),
        ...peopleRefusals,
        '409': refusal('The name or the subject is taken'),
        ...bodyRefusals,
      },
    },
  },
  ...Object.fromEntries(
    Object.entries(personCommands).map(([command, schema]) => [
      `/api/v1/people/{id}/${command}`,
      {
        post: {
          summary: `Of somebody: ${command}`,
          description: 'Whoever loses or gains a right is signed out everywhere within 2 s.',
          security: forPeople,
          requestParams: { path: z.object({ id: z.string() }) },
          requestBody: takes(schema),
          responses: {
            '200': json(PersonAnswer, 'As they are now'),
            ...peopleRefusals,
            '404': refusal('There is nobody of this id'),
            '409': refusal('`why`: `left`, `last-admin`, `oneself`, `name-taken` or `subject-taken`'),
            ...bodyRefusals,
          },
        },
      },
    ]),
  ),
  '/api/v1/audit': {
    get: {
      summary: 'Who looked at, changed or exported what, newest first',
      description: 'For oversight alone. Asking is on record. Pass `next` as `before`.',
      security: forPeople,
      requestParams: { query: AuditQuery },
      responses: { '200': json(AuditAnswer, 'A page'), ...peopleRefusals, '422': bodyRefusals['422'] },
    },
  },
  '/api/v1/audit/export': {
    get: {
      summary: 'The same as a CSV file of at most 10,000 lines',
      description: 'For oversight alone; saving is on record with the number of lines. No field runs as a formula.',
      security: forPeople,
      requestParams: { query: AuditQuery.pick({ person: true, kind: true }) },
      responses: {
        '200': { description: 'The file', content: { 'text/csv': { schema: { type: 'string' } } } },
        ...peopleRefusals,
        '422': bodyRefusals['422'],
      },
    },
  },
};
