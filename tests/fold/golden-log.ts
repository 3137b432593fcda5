import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyBoard } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { tableNames } from '#data/contract/tables.ts';
import { foldBoard, tablesFrom } from '#data/fold/fold.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { factKinds } from '../support/fact-log.ts';

/** Facts of every kind, and what they folded to when boards of this format were first kept. */
export type GoldenLog = {
  format: number;
  /** One state hash after each fact. */
  hashes: string[];
  facts: LoggedFact[];
};

export const goldenFile = join(import.meta.dirname, '../fixtures/golden-log.json');

export function readGoldenLog(): GoldenLog {
  return JSON.parse(readFileSync(goldenFile, 'utf8')) as GoldenLog;
}

export function hashesAfterEach(facts: readonly LoggedFact[]): string[] {
  let board = emptyBoard;
  return facts.map((fact) => stateHash((board = foldBoard(board, [fact]))));
}

/** Kinds that are not there, or fold into a table and changed nothing; tables that end without a row. */
export function missingFrom(facts: readonly LoggedFact[]): string[] {
  const missing = new Set<string>(factKinds);
  let board = emptyBoard;
  for (const fact of facts) {
    const next = foldBoard(board, [fact]);
    if (next !== board || tablesFrom(fact.kind).length === 0) missing.delete(fact.kind);
    board = next;
  }
  return [...missing, ...tableNames.filter((name) => board[name].size === 0)];
}
