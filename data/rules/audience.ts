import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { factSights, stampSight, type FactAreas, type FactSight } from '../contract/fact-sight.ts';
import type { Incident } from '../contract/incident.ts';
import { inside } from '../contract/sight.ts';
import { perTable, tables, type AreasOfCell, type Row, type TableName } from '../contract/tables.ts';
import type { View, ViewName } from '../contract/view.ts';
import { foldBoard } from '../fold/fold.ts';
import { areaFilter, isWithin, nowhere } from './area-limit.ts';
import { seeingOf, seenOf, type Seeing } from './seeing.ts';

/**
 * What each view gets of the board and of the log, as data/contract/tables.ts and fact-sight.ts
 * judge it: what is not named there never leaves the process for that view.
 *
 * The law that makes a feed of redacted facts as good as a redacted board (tested as a property):
 *   redactBoard(fold(facts), view) = fold(redactFacts(facts, view), view)
 */
type Eyes = {
  readonly rows: { readonly [Name in TableName]: Seeing };
  /** A kind that is not here is not sent. */
  readonly facts: ReadonlyMap<string, { readonly areas: FactAreas; readonly how: Seeing }>;
};

const opened = new Map<ViewName, Eyes>();

function eyesOf(view: ViewName): Eyes {
  let eyes = opened.get(view);
  if (!eyes) opened.set(view, (eyes = openEyes(view)));
  return eyes;
}

function openEyes(view: ViewName): Eyes {
  const facts = new Map<string, { areas: FactAreas; how: Seeing }>();
  for (const [kind, judged] of Object.entries(factSights) as [string, FactSight | 'nobody'][]) {
    if (judged === 'nobody' || seeingOf(judged.sight, view) === 'none') continue;
    const how = seeingOf({ kind: inside, ...(judged.stamp ?? stampSight), ...judged.sight }, view);
    facts.set(kind, { areas: judged.areas, how });
  }
  return { rows: perTable<Eyes['rows']>((name) => seeingOf(tables[name].sight, view)), facts };
}

/** The part of `board` that the view may see. Without `areasOfCell`, a view of an area has no cells. */
export function redactBoard(board: Board, view: View, areasOfCell: AreasOfCell = nowhere): Board {
  return perTable<Board>((name) => redactTable(name, board[name], view, areasOfCell) as never);
}

function redactTable<Name extends TableName>(
  name: Name,
  table: ReadonlyMap<string, Row<Name>>,
  { name: viewName, area }: View,
  areasOfCell: AreasOfCell,
): ReadonlyMap<string, Row<Name>> {
  const how = eyesOf(viewName).rows[name];
  if (how === 'all' && area === undefined) return table;
  const seen = new Map<string, Row<Name>>();
  if (how === 'none') return seen;
  const areasOf = tables[name].areas as (
    row: Row<Name>,
    areasOfCell: AreasOfCell,
  ) => ReturnType<typeof tables.units.areas>;
  for (const [id, row] of table) {
    if (area === undefined || isWithin(areasOf(row, areasOfCell), area)) seen.set(id, seenOf(row, how)!);
  }
  return seen;
}

/** A row as the view sees it, in whichever area it is. */
export function redactIncident(row: Incident, { name }: View): Incident {
  return seenOf(row, eyesOf(name).rows.incidents)!;
}

/** One fact as the view may see it, apart from others; null: not at all. `before`: what it changes, where the view sees that. */
export function redactFact(
  fact: LoggedFact,
  { name, area }: View,
  before: Board,
  areasOfCell: AreasOfCell = nowhere,
): LoggedFact | null {
  const judged = eyesOf(name).facts.get(fact.kind);
  if (!judged) return null;
  if (area !== undefined && !areaFilter(area, before, areasOfCell)(fact, judged.areas)) return null;
  return seenOf(fact, judged.how)!;
}

/** What of `facts` the view may see, and its board after them. `before` is the view's own board. */
export function redactFacts(
  facts: readonly LoggedFact[],
  { name, area }: View,
  before: Board,
  areasOfCell: AreasOfCell = nowhere,
): { facts: LoggedFact[]; board: Board } {
  const { facts: known } = eyesOf(name);
  const isHere = area === undefined ? null : areaFilter(area, before, areasOfCell);
  const seen: LoggedFact[] = [];
  for (const fact of facts) {
    const judged = known.get(fact.kind);
    if (judged && (isHere?.(fact, judged.areas) ?? true)) seen.push(seenOf(fact, judged.how)!);
  }
  return { facts: seen, board: foldBoard(before, seen) };
}
