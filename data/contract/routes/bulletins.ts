import * as z from 'zod';
import { CapAnswer, BulletinsAnswer } from '../bulletin.ts';
import { commandRoute, creationRoute } from './command-route.ts';
import { file, route, says } from './route.ts';
import { leading, open, operations, reports } from './who.ts';

export const takeCap = route({
  method: 'POST',
  path: '/api/v1/cap',
  right: reports,
  summary: 'A CAP 1.2 alert becomes a bulletin',
  description:
    'An answer with 2xx means committed and synced. The same sender, identifier and sent again answers 200 with the first id. `Update` and `Cancel` act by their `references`; `Test` and `Exercise` are kept as exercises; `System`, `Draft`, `Ack` and `Error` are not for the board and are not kept.',
  takes: { limit: '1mb', type: 'application/cap+xml', or: ['application/xml', 'text/xml'] },
  answers: {
    200: says(CapAnswer, 'Known already, or not for the board'),
    201: says(CapAnswer, 'Taken in'),
  },
  refusals: {
    400: 'Not well-formed, of another encoding, or with a document type (DOCTYPE)',
    413: 'Larger than a megabyte',
    422: 'Against a rule of the standard: `errors` points at each place',
  },
  keeps: true,
});

export const listBulletins = route({
  method: 'GET',
  path: '/api/v1/bulletins',
  right: operations,
  summary: 'Bulletins that stand, the gravest first',
  answers: { 200: says(BulletinsAnswer, 'Those that are neither over nor cancelled') },
  cache: 'private, no-store',
});

export const issueBulletin = creationRoute('bulletin', {
  summary: 'A bulletin of the centre itself',
  means: 'Issued; it is in /feeds/cap.atom as well',
  right: leading,
});

export const commandBulletin = commandRoute(
  'bulletin',
  leading,
  'a command to a bulletin: acknowledge; update and cancel those of the centre itself',
);

export const readCapFeed = route({
  method: 'GET',
  path: '/feeds/cap.atom',
  right: open,
  summary: "The centre's own bulletins that stand, as an Atom list of CAP 1.2 alerts",
  answers: { 200: file('application/atom+xml', 'Newest first'), 304: { means: 'Nothing has changed' } },
  cache: 'public, no-cache',
});

export const readCapAlert = route({
  method: 'GET',
  path: '/feeds/cap/:name',
  right: open,
  summary: "One of the centre's own bulletins that stand, as a CAP 1.2 alert",
  params: z.object({ name: z.string().regex(/^b-[0-9a-f]{16}\.xml$/) }),
  answers: { 200: file('application/cap+xml', 'Valid against the XSD; each language is an `info`') },
  refusals: { 404: 'There is none of this name, it is over, or it is not ours' },
  cache: 'public, no-cache',
});
