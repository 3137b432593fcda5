import type { Board } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Epoch, Seq, StateHash } from '#data/contract/ids.ts';
import type { AreasOfCell } from '#data/contract/tables.ts';
import type { View } from '#data/contract/view.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { redactBoard, redactFacts } from '#data/rules/audience.ts';
import { sharedEnd } from './packet.ts';
import type { Ring } from './ring.ts';

/** Bounds of one batch. Facts that the view may not see cost nothing. */
export const MAX_BATCH_FACTS = 500;
const MAX_BATCH_CHARS = 32_000;

/** The log and the board as one view may see them, made once for all who share the view. */
export type Edition = {
  readonly view: View;
  /** The view's board at the head. */
  readonly board: Board;
  /** Of `board`. */
  stateHash(): StateHash;
  /** The batch that follows `from`: everything of a facts frame after its batch number. */
  batchAfter(from: Seq): Batch;
  /** Takes in what the ring has just taken in. */
  follow(facts: readonly LoggedFact[]): void;
  /** Lets go of what the ring let go. */
  release(): void;
};

export type Batch = { to: Seq; end: Buffer };

type EditionOf = {
  epoch: Epoch;
  ring: Ring;
  /** The full board at the ring's floor. */
  floorBoard: Board;
  areasOfCell?: AreasOfCell | undefined;
};

export function createEdition(view: View, { epoch, ring, floorBoard, areasOfCell }: EditionOf): Edition {
  let base = ring.floor;
  let head = ring.floor;
  let board = redactBoard(floorBoard, view, areasOfCell);
  /** What the view sees of each fact after `base`, as text from the first time it is sent. */
  let seen: (LoggedFact | string | null)[] = [];
  const batches = new Map<Seq, Batch>();

  function text(index: number): string | null {
    const fact = seen[index] ?? null;
    if (fact === null || typeof fact === 'string') return fact;
    return (seen[index] = JSON.stringify(fact));
  }

  function cutBatch(from: Seq): Batch {
    const facts: string[] = [];
    let chars = 0;
    let to: number = from;
    while (to < head && facts.length < MAX_BATCH_FACTS && chars < MAX_BATCH_CHARS) {
      const fact = text(to++ - base);
      if (fact === null) continue;
      facts.push(fact);
      chars += fact.length;
    }
    const frame = `"epoch":"${epoch}","from":${from},"to":${to},"hash":"${ring.hashAt(to as Seq)}","facts":[${facts.join()}],"more":${to < head}}`;
    return { to: to as Seq, end: sharedEnd(frame) };
  }

  function follow(facts: readonly LoggedFact[]): void {
    const redacted = redactFacts(facts, view, board, areasOfCell);
    board = redacted.board;
    const bySeq = new Map(redacted.facts.map((fact) => [fact.seq, fact]));
    for (const { seq } of facts) seen.push(bySeq.get(seq) ?? null);
    head = (head + facts.length) as Seq;
    batches.clear();
  }

  follow(ring.between(ring.floor, ring.head).map(({ fact }) => fact));
  return {
    view,
    get board() {
      return board;
    },
    stateHash: () => stateHash(board),
    batchAfter(from) {
      const batch = batches.get(from) ?? cutBatch(from);
      // Those at the head all want the same one; those who catch up want each their own.
      if (batches.size < 8) batches.set(from, batch);
      return batch;
    },
    follow,
    release() {
      seen = seen.slice(ring.floor - base);
      base = ring.floor;
    },
  };
}
