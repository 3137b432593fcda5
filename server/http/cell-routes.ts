import { Router } from 'express';
import * as z from 'zod';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { CellAnswer } from '#data/contract/desk-api.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { CellStatus, type Cell, type Post } from '#data/contract/grid.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { redactBoard, redactFacts } from '#data/rules/audience.ts';
import { cellStatuses } from '#data/rules/grid-status.ts';
import { responsibleNow, responsibleOn, spanOfDay } from '#data/rules/responsible.ts';
import type { Access } from '../access/access.ts';
import type { Areas } from '../city/areas.ts';
import { allAbout } from '../desk/all-about.ts';
import type { Records } from '../store/store.ts';
import { actorOf, may, viewOfCaller } from './caller.ts';
import { invalid, problem } from './problem.ts';
import { listOf, readQuery, YesNo } from './read-query.ts';
import { sendProblem } from './send.ts';
import { areaAsked } from './within.ts';

export const CellQuery = z.strictObject({
  status: listOf(CellStatus).optional(),
  staffed: YesNo.optional(),
  area: z.string().max(64).optional(),
});
export const CellDayQuery = z.strictObject({ on: z.iso.date().optional() });

type Parts = {
  access: Pick<Access, 'gate' | 'audit'>;
  board: () => Board;
  records: Records;
  pack: Pick<CityPack, 'cells' | 'city'>;
  areas: Areas;
  clock: Clock;
};

/** So many facts of a cell are shown, and so many of its dangers followed to their end. */
const SHOWN = 100;
const MOST_DANGERS = 20;

/** The grid: how cells stand, and who answers for one, now and on any day. */
export function cellRoutes({ access: { gate, audit }, board, records, pack, areas, clock }: Parts): Router {
  const routes = Router();

  routes.get('/cells', may(gate, 'GET /api/v1/cells'), (request, response) => {
    const query = readQuery(CellQuery, request, response);
    if (!query) return;
    const view = viewOfCaller(response);
    const within = areaAsked(query.area, view, areas);
    if (!within.ok) return sendProblem(response, invalid(within.refusal));
    const asOf = clock.now();
    const statuses = cellStatuses(board(), asOf);
    const { status, staffed } = query;
    const ids = within.value === undefined ? pack.cells.map(({ id }) => id) : areas.cellsOf(within.value);
    const table = new Map(ids.map((id) => [id, rowOf(id)]));
    const items = [...redactBoard({ ...emptyBoard, cells: table }, view, areas.pathOf).cells.values()]
      .map((cell) => ({ ...cell, status: statuses.get(cell.id) ?? 'normal' }))
      .filter((cell) => status === undefined || status.includes(cell.status))
      .filter((cell) => staffed === undefined || cell.staffed === staffed);
    response.setHeader('Cache-Control', 'private, no-cache');
    response.json({ asOf, items });
  });

  routes.get('/cells/:id', may(gate, 'GET /api/v1/cells/:id'), async (request, response) => {
    const query = readQuery(CellDayQuery, request, response);
    if (!query) return;
    const id = String(request.params.id) as CellId;
    const view = viewOfCaller(response);
    if (!areas.cell(id) || (view.area !== undefined && !areas.pathOf(id).includes(view.area)))
      return sendProblem(response, problem(404));
    const now = clock.now();
    const span = query.on === undefined ? null : spanOfDay(query.on, pack.city.timeZone);
    if (span && span.from > now)
      return sendProblem(response, invalid([{ pointer: '/on', detail: 'lies in the future' }]));
    const all = await historyOf(id);
    const cell = rowOf(id);
    const responsible: Post[] = span ? responsibleOn(all, span) : responsibleNow(cell, now);
    const ofCell = <Row extends { cell: CellId }>(table: ReadonlyMap<unknown, Row>) =>
      [...table.values()].filter((row) => row.cell === id);
    const answer: CellAnswer = {
      cell,
      status: cellStatuses(board(), now).get(id) ?? 'normal',
      inspections: ofCell(board().inspections),
      dangers: ofCell(board().dangers),
      responsible,
      history: redactFacts(all.slice(-SHOWN).reverse(), { name: view.name }, emptyBoard).facts,
    };
    await audit.looked(actorOf(response), 'cell', id);
    response.setHeader('Cache-Control', 'private, no-store');
    response.json(answer);
  });

  return routes;

  /** A cell that nothing has changed about yet has no row on the board. */
  function rowOf(id: CellId): Cell {
    return board().cells.get(id) ?? { id, staffed: true };
  }

  /** Posts, visits and dangers of a cell, oldest first. */
  async function historyOf(id: CellId): Promise<LoggedFact[]> {
    const facts = await allAbout(records, `cell/${id}`);
    const dangers = facts
      .flatMap((fact) => (fact.kind === 'danger.found' ? [fact.danger.id] : []))
      .slice(-MOST_DANGERS);
    const others = await Promise.all(dangers.map((danger) => allAbout(records, `danger/${danger}`)));
    const bySeq = new Map([...facts, ...others.flat()].map((fact) => [fact.seq, fact]));
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  }
}
