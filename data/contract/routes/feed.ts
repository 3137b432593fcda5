import * as z from 'zod';
import { Snapshot, StateHashAnswer } from '../feed.ts';
import { Seq } from '../ids.ts';
import { OpenCounts } from '../open-counts.ts';
import { nothing, route, says } from './route.ts';
import { picture } from './who.ts';

const error = 'is not a seq';

export const readOpenCounts = route({
  method: 'GET',
  path: '/api/v1/open-counts',
  right: picture,
  summary: 'How much is open, by group and by district: what a public wall shows',
  answers: { 200: says(OpenCounts, "Of the city, or of the caller's area; without what may be in a home") },
  cache: 'private, no-cache',
});

export const readSnapshot = route({
  method: 'GET',
  path: '/api/v1/snapshot',
  right: picture,
  summary: "The board for the caller's view",
  answers: {
    200: says(Snapshot, 'The board; follow the feed from its place'),
    304: nothing('The snapshot that `If-None-Match` names is still the newest'),
  },
  cache: 'private, no-cache',
});

export const readStateHash = route({
  method: 'GET',
  path: '/api/v1/state-hash',
  right: picture,
  summary: "The digest of the caller's view",
  query: z.object({
    seq: z.coerce.number<number | string>({ error }).int({ error }).nonnegative({ error }).pipe(Seq).optional(),
  }),
  answers: { 200: says(StateHashAnswer, 'The digest at the head, or at a recent seq') },
  refusals: {
    404: 'No longer known, or not yet',
    429: 'Too many of your own questions wait',
    503: 'Too many questions wait',
  },
});
