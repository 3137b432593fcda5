import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { PositionsAnswer } from '#data/contract/api.ts';
import { CellAnswer, DuplicateCandidates, Work } from '#data/contract/desk-api.ts';
import { Danger } from '#data/contract/danger.ts';
import { Cell, CellStatus, Inspection } from '#data/contract/grid.ts';
import { PhotoId, Time } from '#data/contract/ids.ts';
import { Unit } from '#data/contract/unit.ts';
import { DangerQuery, InspectionQuery, UnitQuery } from './board-lists.ts';
import { CellDayQuery, CellQuery } from './cell-routes.ts';
import { findDanger } from './openapi-commands.ts';
import { forPeople, forViews, json, refusal, refusals } from './openapi-parts.ts';
import { OwnFix } from './unit-routes.ts';

const id = { path: z.object({ id: z.string() }) };
const none = { '404': refusal('There is none, or not for this caller') };
const wrong = { '422': refusal('A filter is wrong; `errors` names it') };

const list = (summary: string, query: z.ZodObject, row: z.ZodType) => ({
  get: {
    summary,
    security: forViews,
    requestParams: { query },
    responses: {
      '200': json(z.object({ asOf: Time, items: z.array(row) }), 'As seen by the caller'),
      ...refusals,
      ...wrong,
    },
  },
});

/** What people at the desk and on the street ask. */
export const deskPaths: ZodOpenApiPathsObject = {
  '/api/v1/incidents/{id}/duplicates': {
    get: {
      summary: 'Open incidents that may be the same case, likeliest first',
      security: forViews,
      requestParams: id,
      responses: { '200': json(DuplicateCandidates, 'At most ten'), ...refusals, ...none },
    },
  },
  '/api/v1/units': list('Units on the board', UnitQuery, Unit),
  '/api/v1/units/{id}': {
    get: {
      summary: 'One unit',
      security: forViews,
      requestParams: id,
      responses: { '200': json(Unit, 'As it stands'), ...refusals, ...none },
    },
  },
  '/api/v1/units/{id}/position': {
    post: {
      summary: 'Where the crew is, said by one of them while it is on duty',
      security: forPeople,
      requestParams: id,
      requestBody: { content: { 'application/json': { schema: OwnFix } } },
      responses: {
        '202': json(PositionsAnswer, 'Kept'),
        ...refusals,
        ...none,
        '409': refusal('The unit is off duty (`why`: `off-duty`): nothing was kept'),
        '422': refusal('The fix is wrong'),
      },
    },
  },
  '/api/v1/inspections': list('Visits that are due', InspectionQuery, Inspection),
  '/api/v1/dangers': {
    ...list('Hidden dangers that are not cleared', DangerQuery, Danger),
    post: findDanger,
  },
  '/api/v1/cells': list('Grid cells and how they stand', CellQuery, Cell.extend({ status: CellStatus })),
  '/api/v1/cells/{id}': {
    get: {
      summary: 'One cell, and who was responsible on a day (city time)',
      security: forViews,
      requestParams: { ...id, query: CellDayQuery },
      responses: { '200': json(CellAnswer, 'The look is on record'), ...refusals, ...none, ...wrong },
    },
  },
  '/api/v1/photos': {
    post: {
      summary: 'Keep a photo of what was found',
      description: 'A JPEG of at most 2 MB. Metadata and comments are cut out; the same picture again is the same id.',
      security: forPeople,
      requestBody: { content: { 'image/jpeg': { schema: z.string().meta({ format: 'binary' }) } } },
      responses: {
        '201': json(z.object({ id: PhotoId }), 'Kept: name it in an answer or a report'),
        ...refusals,
        '413': refusal('Larger than 2 MB'),
        '415': refusal('Not image/jpeg'),
        '422': refusal('Not a whole JPEG'),
      },
    },
  },
  '/api/v1/photos/{id}': {
    get: {
      summary: 'A photo',
      security: forPeople,
      requestParams: id,
      responses: { '200': { description: 'image/jpeg; the look is on record' }, ...refusals, ...none },
    },
  },
  '/api/v1/work': {
    get: {
      summary: 'Everything that waits for the signed-in person',
      security: forPeople,
      responses: {
        '200': json(Work, '`ETag` changes when the work does'),
        '304': { description: 'Nothing new' },
        ...refusals,
      },
    },
  },
};
