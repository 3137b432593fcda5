import { commonWidth, packBits } from './bits.ts';
import {
  DELTA_BITMAP,
  DELTA_GAPS,
  HEADER,
  JUMP,
  UNKNOWN,
  writeHeader,
  type FrameStamp,
  type Planes,
} from './positions-frame.ts';

/**
 * What changed since frame `base`, where `before` stood. Slots beyond the end of `before` were
 * unknown there. Moves are packed in as few bits as most of them need; the others are jumps.
 *
 * `candidates`: every slot that may have changed, lowest first. Nothing else is looked at, so that a
 * frame costs what moved and not what there is.
 */
export function encodeDelta(
  stamp: FrameStamp & { base: number },
  before: Planes,
  after: Planes,
  candidates: Uint16Array,
): Uint8Array<ArrayBuffer> {
  const slots = after.x.length;
  const { width, moved, moves, jumps } = sortChanges(before, after, candidates);
  const index = indexFor(moved, slots);
  const indexAt = HEADER + JUMP * jumps.length;
  const movesAt = indexAt + index.bytes;
  const frame = new Uint8Array(movesAt + Math.ceil((moves.length * width) / 8));
  const view = new DataView(frame.buffer);
  writeHeader(view, { kind: index.kind, width, ...stamp, slots, moved: moved.length, jumps: jumps.length });
  for (let i = 0; i < jumps.length; i++) {
    const slot = jumps[i]!;
    view.setUint16(HEADER + JUMP * i, slot, true);
    view.setUint16(HEADER + JUMP * i + 2, after.x[slot]!, true);
    view.setUint16(HEADER + JUMP * i + 4, after.y[slot]!, true);
  }
  if (index.kind === DELTA_GAPS) writeGaps(moved, frame, indexAt);
  else writeBitmap(moved, frame, indexAt);
  packBits(moves, width, frame, movesAt);
  return frame;
}

type Changes = {
  /** Bits of a coordinate of a move. */
  width: number;
  moved: Uint16Array;
  /** How far each of them went: x, y, x, y, … */
  moves: Int32Array;
  jumps: Uint16Array;
};

/** The slots that changed, apart by whether the move fits into `width` bits, the cheapest there is. */
function sortChanges(before: Planes, after: Planes, candidates: Uint16Array): Changes {
  const { x: beforeX, y: beforeY } = before;
  const { x: afterX, y: afterY } = after;
  const known = beforeX.length;
  const changed = new Uint16Array(candidates.length);
  const moves = new Int32Array(2 * candidates.length);
  /** Bits that the move of each of them needs; NO_MOVE: it appeared or is gone. */
  const widths = new Uint8Array(candidates.length);
  const count = new Uint32Array(NO_MOVE + 1);
  let changes = 0;
  for (let i = 0; i < candidates.length; i++) {
    const slot = candidates[i]!;
    const x = afterX[slot]!;
    const fromX = slot < known ? beforeX[slot]! : UNKNOWN;
    const byX = x - fromX;
    const byY = afterY[slot]! - (slot < known ? beforeY[slot]! : UNKNOWN);
    if (byX === 0 && byY === 0) continue;
    const width = x !== UNKNOWN && fromX !== UNKNOWN ? commonWidth(byX, byY) : NO_MOVE;
    changed[changes] = slot;
    moves[2 * changes] = byX;
    moves[2 * changes + 1] = byY;
    widths[changes++] = width;
    count[width]!++;
  }
  const width = cheapest(count, changes);
  const jumps = new Uint16Array(changes);
  let moved = 0;
  // What moved closes up over what jumps.
  for (let i = 0; i < changes; i++) {
    if (widths[i]! > width) {
      jumps[i - moved] = changed[i]!;
      continue;
    }
    moves[2 * moved] = moves[2 * i]!;
    moves[2 * moved + 1] = moves[2 * i + 1]!;
    changed[moved++] = changed[i]!;
  }
  return {
    width,
    moved: changed.subarray(0, moved),
    moves: moves.subarray(0, 2 * moved),
    jumps: jumps.subarray(0, changes - moved),
  };
}

const NO_MOVE = 17;

/** Bits a coordinate, so that moves of that width and jumps for the rest take the fewest bytes. */
function cheapest(count: Uint32Array, all: number): number {
  let best = 1;
  let bestBytes = Infinity;
  let fitting = 0;
  for (let width = 1; width <= 16; width++) {
    fitting += count[width]!;
    const bytes = (fitting * 2 * width) / 8 + (all - fitting) * JUMP;
    if (bytes < bestBytes) [best, bestBytes] = [width, bytes];
  }
  return best;
}

/** Which slots moved is told by a bitmap or by the slots skipped before each, whichever is shorter. */
function indexFor(moved: Uint16Array, slots: number): { kind: number; bytes: number } {
  const bitmap = Math.ceil(slots / 8);
  let gaps = moved.length;
  let next = 0;
  // A gap takes a byte at least.
  for (let i = 0; i < moved.length && gaps < bitmap; i++) {
    const gap = moved[i]! - next;
    if (gap > 127) gaps += gap > 16_383 ? 2 : 1;
    next = moved[i]! + 1;
  }
  return gaps < bitmap ? { kind: DELTA_GAPS, bytes: gaps } : { kind: DELTA_BITMAP, bytes: bitmap };
}

function writeBitmap(moved: Uint16Array, frame: Uint8Array, at: number): void {
  for (let i = 0; i < moved.length; i++) frame[at + (moved[i]! >> 3)]! |= 1 << (moved[i]! & 7);
}

/** 7 bits a byte, low bits first; the top bit says that more follow. */
function writeGaps(moved: Uint16Array, frame: Uint8Array, at: number): void {
  let next = 0;
  for (let i = 0; i < moved.length; i++) {
    let gap = moved[i]! - next;
    for (; gap > 127; gap >>= 7) frame[at++] = (gap & 127) | 128;
    frame[at++] = gap;
    next = moved[i]! + 1;
  }
}
