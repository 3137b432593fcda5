import * as z from 'zod';
import { Danger, DangerState } from '../danger.ts';
import { CellAnswer } from '../desk-api.ts';
import { Cell, CellStatus, Inspection } from '../grid.ts';
import { CellId, Time } from '../ids.ts';
import { commandRoute, creationRoute } from './command-route.ts';
import { listOf, someId, YesNo } from './query.ts';
import { route, says } from './route.ts';
import { commands, operations, work } from './who.ts';

const cache = 'private, no-cache';
const list = <Row extends z.ZodType>(row: Row) =>
  ({ 200: says(z.object({ asOf: Time, items: z.array(row) }), 'As seen by the caller') }) as const;

export const listInspections = route({
  method: 'GET',
  path: '/api/v1/inspections',
  right: operations,
  summary: 'Visits that are due',
  query: z.strictObject({ checklist: someId, cell: someId, overdue: YesNo.optional(), area: someId }),
  answers: list(Inspection),
  cache,
});

export const listDangers = route({
  method: 'GET',
  path: '/api/v1/dangers',
  right: operations,
  summary: 'Hidden dangers that are not cleared',
  query: z.strictObject({
    state: listOf(DangerState).optional(),
    cell: someId,
    organisation: someId,
    overdue: YesNo.optional(),
    area: someId,
  }),
  answers: list(Danger),
  cache,
});

export const listCells = route({
  method: 'GET',
  path: '/api/v1/cells',
  right: operations,
  summary: 'Grid cells and how they stand',
  query: z.strictObject({ status: listOf(CellStatus).optional(), staffed: YesNo.optional(), area: someId }),
  answers: list(Cell.extend({ status: CellStatus })),
  cache,
});

export const readCell = route({
  method: 'GET',
  path: '/api/v1/cells/:id',
  right: work,
  summary: 'One cell, and who was responsible on a day (city time)',
  params: z.object({ id: CellId }),
  query: z.strictObject({ on: z.iso.date().optional() }),
  answers: { 200: says(CellAnswer, 'The look is on record') },
  refusals: { 404: 'There is none, or not for this caller' },
  cache: 'private, no-store',
});

export const findDanger = creationRoute('danger', {
  summary: 'Something found between two visits',
  means: 'A hidden danger from now on',
  right: commands,
});

export const commandInspection = commandRoute('inspection', commands, 'a command to a visit');
export const commandCell = commandRoute('cell', commands, 'a command to a grid cell');
export const commandDanger = commandRoute('danger', commands, 'a command to a hidden danger');
