import * as z from 'zod';
import { ViewName } from '../view.ts';
import { route, says } from './route.ts';
import { open } from './who.ts';

const Admitted = z.object({ view: ViewName });

export const admitDisplay = route({
  method: 'POST',
  path: '/api/v1/displays/session',
  right: open,
  summary: 'Exchange a view token for a cookie',
  body: z.object({ token: z.string().max(256) }),
  answers: { 200: says(Admitted, 'The cookie is set') },
  refusals: { 401: 'No display has this token' },
});

export const askPairing = route({
  method: 'POST',
  path: '/api/v1/displays/pairing',
  right: open,
  summary: 'Ask for a code to show on a display',
  answers: {
    201: says(
      z.object({ code: z.string(), ticket: z.string(), until: z.number() }),
      'Show the code, poll with the ticket',
    ),
  },
  refusals: { 429: 'too many displays ask for a code from one address' },
  perMinute: 20,
});

export const collectPairing = route({
  method: 'POST',
  path: '/api/v1/displays/pairing/collect',
  right: open,
  summary: 'Has the code been approved?',
  body: z.object({ ticket: z.string().max(64) }),
  answers: {
    200: says(Admitted, 'Approved: the cookie is set'),
    202: says(z.object({ waiting: z.literal(true) }), 'Not yet'),
  },
  refusals: { 404: 'The code has run out' },
});
