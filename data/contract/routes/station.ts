import * as z from 'zod';
import {
  CommunityAnswer,
  DisputeAnswer,
  DisputesAnswer,
  HandoverDraft,
  HandoversAnswer,
  ShiftAnswer,
} from '../desk-api.ts';
import { AreaId, HandoverId } from '../ids.ts';
import { Handover } from '../shift.ts';
import { commandRoute, creationRoute } from './command-route.ts';
import { upTo } from './query.ts';
import { route, says } from './route.ts';
import { commands, leading, leads, ownWork, staff, work } from './who.ts';

const cache = 'no-store';

export const listDisputes = route({
  method: 'GET',
  path: '/api/v1/disputes',
  right: work,
  summary: 'Disputes by stage, and those that the caller handles',
  answers: { 200: says(DisputesAnswer, 'Counts for everybody, content for its handlers alone') },
  cache,
});

export const readDispute = route({
  method: 'GET',
  path: '/api/v1/disputes/:id',
  right: ownWork,
  summary: 'One dispute with its timeline, for its handlers',
  answers: { 200: says(DisputeAnswer, '`ETag` is its revision; the look is on record') },
  refusals: { 404: 'There is none, or the caller does not handle it' },
  cache,
});

export const registerDispute = creationRoute('dispute', {
  summary: 'Register a dispute; who registers it becomes its first handler',
  means: 'Registered; `Location` is its address',
  right: commands,
});

export const commandDispute = commandRoute('dispute', commands, 'a command to a dispute, by one of its handlers');

export const readShift = route({
  method: 'GET',
  path: '/api/v1/shift',
  right: leads,
  summary: 'The log of the shift',
  answers: { 200: says(ShiftAnswer, 'Newest first, with every promise not yet kept') },
  cache,
});

export const noteShift = creationRoute('shift', {
  summary: 'A line of the shift log; a promise says by when',
  means: 'In the log',
  right: leading,
});

export const commandShift = commandRoute('shift', leading, 'a command to a line of the shift log');

export const readHandoverDraft = route({
  method: 'GET',
  path: '/api/v1/handovers/draft',
  right: leads,
  summary: 'What a hand-over drawn up now would hold, and what has changed since the last',
  answers: { 200: says(HandoverDraft, 'Of the area of responsibility of the caller') },
  inTurn: true,
  cache,
});

export const listHandovers = route({
  method: 'GET',
  path: '/api/v1/handovers',
  right: leads,
  summary: 'Hand-overs that both have signed, newest first',
  query: z.object({
    limit: upTo(100, 20),
    cursor: z
      .string()
      .regex(/^[1-9]\d{0,14}$/, 'is not a cursor of this list')
      .optional(),
  }),
  answers: { 200: says(HandoversAnswer, 'A page; pass `next` as `cursor`') },
  inTurn: true,
  cache,
});

export const readHandover = route({
  method: 'GET',
  path: '/api/v1/handovers/:id',
  right: leads,
  summary: 'One hand-over, with all that it leaves as it stood when it was drawn up',
  params: z.object({ id: HandoverId }),
  answers: { 200: says(Handover, 'Signed or not') },
  refusals: { 404: 'There is none, a newer one took its place, or it is of another area' },
  cache,
});

export const drawUpHandover = creationRoute('handover', {
  summary: 'Draw up a hand-over from the board as it stands; it replaces one that waits for a signature',
  means: 'Drawn up: who gives signs first, somebody else takes it',
  right: leading,
});

export const commandHandover = commandRoute(
  'handover',
  leading,
  'a command to a hand-over: two people sign, who gives first',
);

export const readCommunity = route({
  method: 'GET',
  path: '/api/v1/communities/:id',
  right: staff,
  summary: 'One community in one answer, for the caller’s eyes',
  params: z.object({ id: AreaId }),
  answers: {
    200: says(CommunityAnswer, 'Counts of weeks begin on Monday 00:00 city time; the last week is under way'),
  },
  refusals: { 404: 'There is none, or it lies beyond the caller’s area' },
  inTurn: true,
  cache: 'private, no-cache',
});
