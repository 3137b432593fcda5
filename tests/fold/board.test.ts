import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyBoard } from '#data/contract/board.ts';
import type { FactKind } from '#data/contract/fact.ts';
import { tableNames, type TableName } from '#data/contract/tables.ts';
import { foldBoard, tablesFrom } from '#data/fold/fold.ts';
import { packBoard, unpackBoard } from '#data/fold/snapshot.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { anyLog } from '../support/fact-log.ts';

describe('the board', () => {
  test('is the same however the log is cut into batches', () => {
    fc.assert(
      fc.property(anyLog(), fc.nat(60), (facts, cut) => {
        const atOnce = foldBoard(emptyBoard, facts);
        const inTwo = foldBoard(foldBoard(emptyBoard, facts.slice(0, cut)), facts.slice(cut));
        expect(packBoard(inTwo)).toEqual(packBoard(atOnce));
      }),
    );
  });

  test('keeps a table that no fact touched', () => {
    fc.assert(
      fc.property(anyLog(), anyLog(3), (facts, later) => {
        const before = foldBoard(emptyBoard, facts);
        const after = foldBoard(before, later);
        for (const name of tableNames) {
          const unchanged = JSON.stringify([...before[name]]) === JSON.stringify([...after[name]]);
          const touched = later.some(({ kind }) => mayTouch(name, kind));
          if (!touched) expect(after[name]).toBe(before[name]);
          else if (after[name] === before[name]) expect(unchanged).toBe(true);
        }
      }),
    );
  });

  test('survives packing, and so does its state hash', () => {
    fc.assert(
      fc.property(anyLog(), (facts) => {
        const board = foldBoard(emptyBoard, facts);
        const travelled = unpackBoard(JSON.parse(JSON.stringify(packBoard(board))));
        expect(stateHash(travelled)).toBe(stateHash(board));
      }),
    );
  });
});

/** Said here once more for those that many facts change; of any other what the registry says. */
const touches: { readonly [Name in TableName]?: RegExp } = {
  incidents: /^incident\./,
  units: /^unit\./,
  cells: /^(cell|inspection|post)\./,
  inspections: /^inspection\./,
  alarms: /^alarm\./,
  dangers: /^danger\./,
  disputes: /^dispute\./,
  shift: /^(shift|handover)\./,
  handovers: /^handover\./,
  outOfService: /^alarm-rule\./,
};
const mayTouch = (name: TableName, kind: FactKind) => touches[name]?.test(kind) ?? tablesFrom(kind).includes(name);

describe('the state hash', () => {
  test('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(anyLog(), (facts) => {
        const packed = packBoard(foldBoard(emptyBoard, facts));
        for (const name of tableNames) packed[name].reverse();
        expect(stateHash(unpackBoard(packed))).toBe(stateHash(foldBoard(emptyBoard, facts)));
      }),
    );
  });

  test('differs when any single row differs', () => {
    fc.assert(
      fc.property(anyLog(), fc.nat(), (facts, pick) => {
        const board = foldBoard(emptyBoard, facts);
        const rows = [...board.incidents.values()];
        if (rows.length === 0) return;
        const row = rows[pick % rows.length]!;
        const other = { ...board, incidents: new Map(board.incidents).set(row.id, { ...row, rev: row.rev + 1 }) };
        expect(stateHash(other)).not.toBe(stateHash(board));
      }),
    );
  });
});
