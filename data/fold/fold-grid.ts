import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { editMap } from '../kit/edit-map.ts';

/** The cell table after `facts`. A cell has a row once something about it has changed. */
export function foldCells(before: Board['cells'], facts: readonly LoggedFact[]): Board['cells'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (fact.kind === 'cell.staffing-changed') {
      table.set(fact.cell, { ...table.get(fact.cell), id: fact.cell, staffed: fact.staffed });
    } else if (fact.kind === 'inspection.done') {
      table.set(fact.cell, { staffed: true, ...table.get(fact.cell), id: fact.cell, lastVisit: fact.at });
    }
  }
  return table.done();
}

/** The table of inspections due and not yet done after `facts`. */
export function foldInspections(before: Board['inspections'], facts: readonly LoggedFact[]): Board['inspections'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (fact.kind === 'inspection.fell-due') {
      table.set(fact.inspection.id, { ...fact.inspection, fellDue: fact.at });
    } else if (fact.kind === 'inspection.done') {
      table.delete(fact.inspection);
    }
  }
  return table.done();
}
