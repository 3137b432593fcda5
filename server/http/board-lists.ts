import { Router, type Request, type Response } from 'express';
import * as z from 'zod';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import { DangerState, type Danger } from '#data/contract/danger.ts';
import type { Inspection } from '#data/contract/grid.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { Availability, ContactQuality, type Unit } from '#data/contract/unit.ts';
import type { Clock } from '#data/kit/clock.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { isDangerOverdue } from '#data/rules/grid-status.ts';
import type { Gate } from '../access/gate.ts';
import type { Door } from '../access/rights.ts';
import type { Areas } from '../city/areas.ts';
import { may, viewOfCaller } from './caller.ts';
import { invalid, problem } from './problem.ts';
import { listOf, readQuery, YesNo } from './read-query.ts';
import { sendProblem } from './send.ts';
import { areaAsked } from './within.ts';

const area = z.string().max(64).optional();
const id = z.string().max(64).optional();

/** Queries of the lists; those of `listOf` are separated by commas. */
export const UnitQuery = z.strictObject({
  service: listOf(z.string().min(1).max(40)).optional(),
  availability: listOf(Availability).optional(),
  contact: listOf(ContactQuality).optional(),
  incident: id,
});
export const InspectionQuery = z.strictObject({
  checklist: id,
  cell: id,
  overdue: YesNo.optional(),
  area,
});
export const DangerQuery = z.strictObject({
  state: listOf(DangerState).optional(),
  cell: id,
  organisation: id,
  overdue: YesNo.optional(),
  area,
});

type Rows = { units: Unit; inspections: Inspection; dangers: Danger };
type Parts = { gate: Gate; board: () => Board; clock: Clock; areas: Pick<Areas, 'area' | 'pathOf'> };

/** `GET /units`, `/inspections`, `/dangers`: what stands on the board, for the caller's eyes. */
export function boardLists({ gate, board, clock, areas }: Parts): Router {
  const routes = Router();

  list(
    'units',
    UnitQuery,
    ({ service, availability, contact, incident }) =>
      (unit) =>
        isOneOf(service, unit.service) &&
        isOneOf(availability, unit.availability) &&
        isOneOf(contact, unit.contact) &&
        isEqual(incident, unit.incident),
  );
  list(
    'inspections',
    InspectionQuery,
    ({ checklist, cell, overdue }, now) =>
      (inspection) =>
        isEqual(checklist, inspection.checklist) &&
        isEqual(cell, inspection.cell) &&
        isEqual(overdue, now > inspection.due),
  );
  list(
    'dangers',
    DangerQuery,
    ({ state, cell, organisation, overdue }, now) =>
      (danger) =>
        isOneOf(state, danger.state) &&
        isEqual(cell, danger.cell) &&
        isEqual(organisation, danger.organisation) &&
        isEqual(overdue, isDangerOverdue(danger, now)),
  );

  routes.get('/units/:id', may(gate, 'GET /api/v1/units/:id'), (request, response) => {
    const unit = board().units.get(String(request.params.id) as Unit['id']);
    if (!unit) return sendProblem(response, problem(404));
    response.setHeader('Cache-Control', 'private, no-cache');
    response.json(seen('units', [unit], response)[0]);
  });

  return routes;

  function list<Name extends keyof Rows, Schema extends z.ZodType<object>>(
    name: Name,
    schema: Schema,
    filter: (query: z.infer<Schema>, now: number) => (row: Rows[Name]) => boolean,
  ): void {
    const door: Door = `GET /api/v1/${name}`;
    routes.get(`/${name}`, may(gate, door), (request: Request, response: Response) => {
      const query = readQuery(schema, request, response);
      if (!query) return;
      const { area: asked } = query as { area?: string };
      const within = areaAsked(asked, viewOfCaller(response), areas);
      if (!within.ok) return sendProblem(response, invalid(within.refusal));
      const asOf = clock.now();
      const isWanted = filter(query, asOf);
      const rows = [...(board()[name].values() as Iterable<Rows[Name]>)];
      const wanted = rows.filter((row) => isWanted(row) && isWithin(row, within.value));
      response.setHeader('Cache-Control', 'private, no-cache');
      response.json({ asOf, items: seen(name, wanted, response) });
    });
  }

  function seen<Name extends keyof Rows>(name: Name, rows: readonly Rows[Name][], response: Response): unknown[] {
    const table = new Map(rows.map((row) => [row.id, row]));
    return [...redactBoard({ ...emptyBoard, [name]: table }, viewOfCaller(response), areas.pathOf)[name].values()];
  }
}

/** Units go everywhere. */
function isWithin(row: Rows[keyof Rows], area: AreaId | undefined): boolean {
  return area === undefined || !('areas' in row) || row.areas.includes(area);
}

function isOneOf<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted === undefined || wanted.includes(value);
}

function isEqual<T>(wanted: T | undefined, value: T | undefined): boolean {
  return wanted === undefined || wanted === value;
}
