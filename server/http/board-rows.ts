import { type Board, emptyBoard } from '#data/contract/board.ts';
import type { Danger } from '#data/contract/danger.ts';
import type { Inspection } from '#data/contract/grid.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { invalid } from '#data/contract/problem.ts';
import type { Unit } from '#data/contract/unit.ts';
import type { View } from '#data/contract/view.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { areaAsked } from './area-asked.ts';
import { ok, refuse } from './handler.ts';
import type { HttpParts } from './parts.ts';

type Rows = { units: Unit; inspections: Inspection; dangers: Danger };

/** What stands on the board, for the caller's eyes. */
export function boardRows({ board, clock, areas }: Pick<HttpParts, 'board' | 'clock' | 'areas'>) {
  return {
    /** The rows of a table that are wanted, within the area that was asked for. */
    list<Name extends keyof Rows>(
      name: Name,
      view: View,
      area: string | undefined,
      filter: (now: number) => (row: Rows[Name]) => boolean,
    ) {
      const within = areaAsked(area, view, areas);
      if (!within.ok) return refuse(invalid(within.refusal));
      const asOf = clock.now();
      const isWanted = filter(asOf);
      const rows = [...(board()[name].values() as Iterable<Rows[Name]>)];
      const wanted = rows.filter((row) => isWanted(row) && isWithin(row, within.value));
      return ok({ asOf, items: seen(name, wanted, view) });
    },
    seen,
  };

  function seen<Name extends keyof Rows>(name: Name, rows: readonly Rows[Name][], view: View): Rows[Name][] {
    const table: Board = { ...emptyBoard, [name]: new Map(rows.map((row) => [row.id, row])) };
    return [...(redactBoard(table, view, areas.pathOf)[name].values() as Iterable<Rows[Name]>)];
  }
}

/** Units go everywhere. */
function isWithin(row: Rows[keyof Rows], area: AreaId | undefined): boolean {
  return area === undefined || !('areas' in row) || row.areas.includes(area);
}

export function isOneOf<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted === undefined || wanted.includes(value);
}

export function isEqual<T>(wanted: T | undefined, value: T | undefined): boolean {
  return wanted === undefined || wanted === value;
}
