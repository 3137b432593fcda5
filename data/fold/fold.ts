import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { tableNames, tables, type TableName } from '../contract/tables.ts';
import { folds } from './folds.ts';

/**
 * The board after `facts`, in log order. Runs alike on the server and on every screen; a table
 * that no fact touched keeps its identity, and so does the board when none did.
 */
export function foldBoard(before: Board, facts: readonly LoggedFact[]): Board {
  const touched = new Set<TableName>();
  for (const { kind } of facts) for (const name of tablesFrom(kind)) touched.add(name);
  let after = before;
  for (const name of touched) {
    const table = folds[name](before, facts);
    if (table !== before[name]) after = { ...after, [name]: table };
  }
  return after;
}

const known = new Map<string, readonly TableName[]>();

/** The tables that a kind of fact may change. */
export function tablesFrom(kind: LoggedFact['kind']): readonly TableName[] {
  let names = known.get(kind);
  if (!names) {
    const group = kind.slice(0, kind.indexOf('.'));
    known.set(kind, (names = tableNames.filter((name) => (tables[name].from as readonly string[]).includes(group))));
  }
  return names;
}
