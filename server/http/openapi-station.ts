import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { RegisterDispute } from '#data/contract/commands/dispute.ts';
import { DrawUpHandover } from '#data/contract/commands/handover.ts';
import { NoteShift } from '#data/contract/commands/shift.ts';
import {
  CommunityAnswer,
  DisputeAnswer,
  DisputesAnswer,
  HandoverDraft,
  HandoversAnswer,
  ShiftAnswer,
} from '#data/contract/desk-api.ts';
import { HandoversQuery } from './handover-routes.ts';
import { creation } from './openapi-commands.ts';
import { forPeople, forViews, json, peopleRefusals, refusal, refusals } from './openapi-parts.ts';

const id = { path: z.object({ id: z.string() }) };

const read = (summary: string, schema: z.ZodType, answer: string) => ({
  summary,
  security: forPeople,
  responses: { '200': json(schema, answer), ...peopleRefusals },
});

/** The dispute station, the shift log, the hand-over, and the page of a community. */
export const stationPaths: ZodOpenApiPathsObject = {
  '/api/v1/disputes': {
    get: {
      summary: 'Disputes by stage, and those that the caller handles',
      security: forViews,
      responses: { '200': json(DisputesAnswer, 'Counts for everybody, content for its handlers alone'), ...refusals },
    },
    post: creation(
      'Register a dispute; who registers it becomes its first handler',
      RegisterDispute.body,
      'Registered; `Location` is its address',
    ),
  },
  '/api/v1/disputes/{id}': {
    get: {
      summary: 'One dispute with its timeline, for its handlers',
      security: forPeople,
      requestParams: id,
      responses: {
        '200': json(DisputeAnswer, '`ETag` is its revision; the look is on record'),
        ...peopleRefusals,
        '404': refusal('There is none, or the caller does not handle it'),
      },
    },
  },
  '/api/v1/shift': {
    get: read('The log of the shift', ShiftAnswer, 'Newest first, with every promise not yet kept'),
    post: creation('A line of the shift log; a promise says by when', NoteShift.body, 'In the log'),
  },
  '/api/v1/handovers/draft': {
    get: read(
      'What a hand-over drawn up now would hold, and what has changed since the last',
      HandoverDraft,
      'Of the area of responsibility of the caller',
    ),
  },
  '/api/v1/handovers': {
    get: {
      ...read('Hand-overs that both have signed, newest first', HandoversAnswer, 'A page; pass `next` as `cursor`'),
      requestParams: { query: HandoversQuery },
    },
    post: creation(
      'Draw up a hand-over from the board as it stands; it replaces one that waits for a signature',
      DrawUpHandover.body,
      'Drawn up: who gives signs first, somebody else takes it',
    ),
  },
  '/api/v1/communities/{id}': {
    get: {
      summary: 'One community in one answer, for the caller’s eyes',
      security: forViews,
      requestParams: id,
      responses: {
        '200': json(CommunityAnswer, 'Counts of weeks begin on Monday 00:00 city time; the last week is under way'),
        ...refusals,
        '404': refusal('There is none, or it lies beyond the caller’s area'),
      },
    },
  },
};
