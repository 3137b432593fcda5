import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { Cell, Post, PostRole } from '../contract/grid.ts';
import { editMap } from '../kit/edit-map.ts';
import { doneAt } from './done-at.ts';

/** The cell table after `facts`. A cell has a row once something about it has changed. */
export function foldCells(before: Board['cells'], facts: readonly LoggedFact[]): Board['cells'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (!('cell' in fact)) continue;
    const cell: Cell = { staffed: true, ...table.get(fact.cell), id: fact.cell };
    if (fact.kind === 'cell.staffing-changed') cell.staffed = fact.staffed;
    else if (fact.kind === 'inspection.done') cell.lastVisit = Math.max(doneAt(fact), cell.lastVisit ?? 0);
    else if (fact.kind === 'post.vacated') setPosts(cell, without(cell, fact.role));
    else if (fact.post) setPosts(cell, [...without(cell, fact.post.role), fact.post]);
    table.set(cell.id, cell);
  }
  return table.done();
}

const without = ({ posts = [] }: Cell, role: PostRole) => posts.filter((post) => post.role !== role);

function setPosts(cell: Cell, posts: Post[]): void {
  if (posts.length > 0) cell.posts = posts;
  else delete cell.posts;
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
