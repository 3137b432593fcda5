import type { Board } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { makeBoard, makeUnit, unitId } from '../support/make-rows.ts';
import { inTurns, timed } from './in-turns.ts';

const UNITS = 5000;
const FACTS = 500;

/** Milliseconds for 500 status changes over a board of 5,000 units, folded as one batch and one by one. */
export async function measureFolding({ rounds = 9 } = {}): Promise<{ batchMs: number; singlyMs: number }> {
  const units = Array.from({ length: UNITS }, (_, slot) => makeUnit({ id: `unit-${slot}`, slot }));
  const board = makeBoard({ units });
  const facts = Array.from({ length: FACTS }, (_, i) => statusChanged(i));
  const { batch, singly } = await inTurns(
    {
      batch: () => timed(() => foldBoard(board, facts)),
      singly: () => timed(() => facts.reduce((before: Board, fact) => foldBoard(before, [fact]), board)),
    },
    rounds,
  );
  return { batchMs: batch, singlyMs: singly };
}

function statusChanged(i: number): LoggedFact {
  return {
    kind: 'unit.status-changed',
    seq: (i + 1) as Seq,
    at: 2_000_000 + i,
    unit: unitId(`unit-${(i * 7919) % UNITS}`),
    availability: 'unavailable',
    reason: 'enroute',
  };
}
