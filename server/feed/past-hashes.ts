import type { Board } from '#data/contract/board.ts';
import type { Place } from '#data/contract/feed.ts';
import type { Epoch, Seq, StateHash } from '#data/contract/ids.ts';
import type { AreasOfCell } from '#data/contract/tables.ts';
import { viewKey, type View } from '#data/contract/view.ts';
import { digestRows, stateHash } from '#data/fold/state-hash.ts';
import { createLine } from '#data/kit/line.ts';
import { redactBoard, redactFacts } from '#data/rules/audience.ts';
import type { Ring } from './ring.ts';

/** Facts folded, and rows digested, before others have the thread again. */
const PART = 250;
/** Answers kept; each is a few letters and its key. */
const KEPT = 2000;
/** Boards at the floor kept, one for each view that asks. */
const FLOORS = 8;

/** The ring and the full board at its floor. */
export type Past = { epoch: Epoch; ring: Ring; floorBoard: Board };

/** What a view showed at a place of the log. */
export type Proof = Place & { stateHash: StateHash };
/** The proof of an earlier place, folded anew from the floor; null when that is not between floor and head. */
export type PastHashes = (view: View, seq: Seq, caller: string) => Promise<Proof | null>;

type Parts = {
  past: () => Past;
  areasOfCell?: AreasOfCell | undefined;
  /** Lets others have the thread. */
  breathe: () => Promise<void>;
};

/**
 * Folding thousands of facts takes the thread from everybody, so it is done once for each view and
 * place, one at a time, in parts. A place is known by its chain hash: another history has others.
 */
export function createPastHashes({ past, areasOfCell, breathe }: Parts): PastHashes {
  const line = createLine({ running: 1, perCaller: 64, waiting: 512 });
  const kept = new Map<string, Promise<Proof | null>>();
  let floors: { of: Board; boards: Map<string, Board> } | undefined;

  function floorOf(floorBoard: Board, view: View): Board {
    if (floors?.of !== floorBoard) floors = { of: floorBoard, boards: new Map() };
    const { boards } = floors;
    const key = viewKey(view);
    const board = boards.get(key) ?? redactBoard(floorBoard, view, areasOfCell);
    boards.set(key, board);
    if (boards.size > FLOORS) boards.delete(boards.keys().next().value!);
    return board;
  }

  async function refold(view: View, seq: Seq): Promise<Proof | null> {
    const { epoch, ring, floorBoard } = past();
    // While it waited the floor may have passed it, or the log have become another one.
    if (seq < ring.floor || seq > ring.head) return null;
    const place = { epoch, seq, hash: ring.hashAt(seq) };
    const facts = ring.between(ring.floor, seq).map(({ fact }) => fact);
    let board = floorOf(floorBoard, view);
    for (let at = 0; at < facts.length; at += PART) {
      await breathe();
      ({ board } = redactFacts(facts.slice(at, at + PART), view, board, areasOfCell));
    }
    for (const _part of digestRows(board, PART)) await breathe();
    return { ...place, stateHash: stateHash(board) };
  }

  return async (view, seq, caller) => {
    const { epoch, ring } = past();
    if (seq < ring.floor || seq > ring.head) return null;
    const key = `${epoch} ${ring.hashAt(seq)} ${viewKey(view)}`;
    const found = kept.get(key);
    if (found) return found;
    const proof = line.run(caller, () => refold(view, seq));
    kept.set(key, proof);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    const forget = () => kept.get(key) === proof && kept.delete(key);
    proof.then((told) => told === null && forget(), forget);
    return proof;
  };
}
