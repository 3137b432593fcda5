import { emptyBoard } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Cell, Post } from '#data/contract/grid.ts';
import type { CellId } from '#data/contract/ids.ts';
import { invalid, problem } from '#data/contract/problem.ts';
import { redactBoard, redactFacts } from '#data/rules/audience.ts';
import { cellStatuses, isDangerOverdue } from '#data/rules/grid-status.ts';
import { responsibleNow, responsibleOn, spanOfDay } from '#data/rules/responsible.ts';
import { allAbout } from '../../desk/all-about.ts';
import { areaAsked } from '../area-asked.ts';
import { boardRows, isEqual, isOneOf } from '../board-rows.ts';
import { commandOf, creationOf } from '../command.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<HttpParts, 'access' | 'board' | 'store' | 'pack' | 'areas' | 'clock' | 'desk'>;

/** So many facts of a cell are shown, and so many of its dangers followed to their end. */
const SHOWN = 100;
const MOST_DANGERS = 20;

/** The grid: visits, hidden dangers, how cells stand, and who answers for one, now and on any day. */
export function gridHandlers(parts: Parts): Handlers<'grid'> {
  const { board, store, pack, areas, clock, access } = parts;
  const rows = boardRows(parts);

  return {
    listInspections: ({ query: { checklist, cell, overdue, area }, caller }) =>
      rows.list(
        'inspections',
        caller.view,
        area,
        (now) => (inspection) =>
          isEqual(checklist, inspection.checklist) &&
          isEqual(cell, inspection.cell) &&
          isEqual(overdue, now > inspection.due),
      ),

    listDangers: ({ query: { state, cell, organisation, overdue, area }, caller }) =>
      rows.list(
        'dangers',
        caller.view,
        area,
        (now) => (danger) =>
          isOneOf(state, danger.state) &&
          isEqual(cell, danger.cell) &&
          isEqual(organisation, danger.organisation) &&
          isEqual(overdue, isDangerOverdue(danger, now)),
      ),

    listCells({ query: { status, staffed, area }, caller: { view } }) {
      const within = areaAsked(area, view, areas);
      if (!within.ok) return refuse(invalid(within.refusal));
      const asOf = clock.now();
      const statuses = cellStatuses(board(), asOf);
      const ids = within.value === undefined ? pack.cells.map(({ id }) => id) : areas.cellsOf(within.value);
      const table = new Map(ids.map((id) => [id, rowOf(id)]));
      const items = [...redactBoard({ ...emptyBoard, cells: table }, view, areas.pathOf).cells.values()]
        .map((cell) => ({ ...cell, status: statuses.get(cell.id) ?? 'normal' }))
        .filter((cell) => isOneOf(status, cell.status) && isEqual(staffed, cell.staffed));
      return ok({ asOf, items });
    },

    async readCell({ params: { id }, query: { on }, caller }) {
      const { view } = caller;
      if (!areas.cell(id) || (view.area !== undefined && !areas.pathOf(id).includes(view.area)))
        return refuse(problem(404));
      const now = clock.now();
      const span = on === undefined ? null : spanOfDay(on, pack.city.timeZone);
      if (span && span.from > now) return refuse(invalid([{ pointer: '/on', detail: 'lies in the future' }]));
      const all = await historyOf(id);
      const cell = rowOf(id);
      const responsible: Post[] = span ? responsibleOn(all, span) : responsibleNow(cell, now);
      const ofCell = <Row extends { cell: CellId }>(table: ReadonlyMap<unknown, Row>) =>
        [...table.values()].filter((row) => row.cell === id);
      await access.audit.looked(actorOf(caller), 'cell', id);
      return ok({
        cell,
        status: cellStatuses(board(), now).get(id) ?? 'normal',
        inspections: ofCell(board().inspections),
        dangers: ofCell(board().dangers),
        responsible,
        history: redactFacts(all.slice(-SHOWN).reverse(), { name: view.name }, emptyBoard).facts,
      });
    },

    findDanger: creationOf('danger', parts),
    commandInspection: commandOf('inspection', parts),
    commandCell: commandOf('cell', parts),
    commandDanger: commandOf('danger', parts),
  };

  /** A cell that nothing has changed about yet has no row on the board. */
  function rowOf(id: CellId): Cell {
    return board().cells.get(id) ?? { id, staffed: true };
  }

  /** Posts, visits and dangers of a cell, oldest first. */
  async function historyOf(id: CellId): Promise<LoggedFact[]> {
    const facts = await allAbout(store.records, `cell/${id}`);
    const dangers = facts
      .flatMap((fact) => (fact.kind === 'danger.found' ? [fact.danger.id] : []))
      .slice(-MOST_DANGERS);
    const others = await Promise.all(dangers.map((danger) => allAbout(store.records, `danger/${danger}`)));
    const bySeq = new Map([...facts, ...others.flat()].map((fact) => [fact.seq, fact]));
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  }
}
