// The encoder of record: what a delta frame is, worked out over whole planes in the plainest way. Only tests use it.
import {
  DELTA_BITMAP,
  DELTA_GAPS,
  HEADER,
  JUMP,
  UNKNOWN,
  writeHeader,
  type FrameStamp,
  type Planes,
} from '#data/contract/positions-frame.ts';

/**
 * What changed since frame `base`, where `before` stood. Slots beyond the end of `before` were
 * unknown there. Moves are packed in as few bits as most of them need; the others are jumps.
 */
export function deltaOfRecord(
  stamp: FrameStamp & { base: number },
  before: Planes,
  after: Planes,
): Uint8Array<ArrayBuffer> {
  const slots = after.x.length;
  const { width, moved, jumps } = sortChanges(before, after);
  const index = indexOf(moved, slots);
  const indexAt = HEADER + JUMP * jumps.length;
  const movesAt = indexAt + index.bytes.length;
  const frame = new Uint8Array(movesAt + Math.ceil((moved.length * 2 * width) / 8));
  const view = new DataView(frame.buffer);
  writeHeader(view, { kind: index.kind, width, ...stamp, slots, moved: moved.length, jumps: jumps.length });
  for (let i = 0; i < jumps.length; i++) {
    const slot = jumps[i]!;
    view.setUint16(HEADER + JUMP * i, slot, true);
    view.setUint16(HEADER + JUMP * i + 2, after.x[slot]!, true);
    view.setUint16(HEADER + JUMP * i + 4, after.y[slot]!, true);
  }
  frame.set(index.bytes, indexAt);
  const moves = new Int32Array(2 * moved.length);
  for (let i = 0; i < moved.length; i++) {
    const slot = moved[i]!;
    moves[2 * i] = after.x[slot]! - before.x[slot]!;
    moves[2 * i + 1] = after.y[slot]! - before.y[slot]!;
  }
  writeBits(moves, width, frame, movesAt);
  return frame;
}

type Changes = { width: number; moved: Uint16Array; jumps: Uint16Array };

/** The slots that changed, apart by whether the move fits into `width` bits, the cheapest there is. */
function sortChanges(before: Planes, after: Planes): Changes {
  const slots = after.x.length;
  const changed = new Uint16Array(slots);
  /** Bits that the move of each of them needs; NO_MOVE: it appeared or is gone. */
  const widths = new Uint8Array(slots);
  const count = new Uint32Array(NO_MOVE + 1);
  let changes = 0;
  for (let slot = 0; slot < slots; slot++) {
    const x = after.x[slot]!;
    const y = after.y[slot]!;
    const wasThere = slot < before.x.length;
    const fromX = wasThere ? before.x[slot]! : UNKNOWN;
    const fromY = wasThere ? before.y[slot]! : UNKNOWN;
    if (x === fromX && y === fromY) continue;
    const moved = x !== UNKNOWN && fromX !== UNKNOWN;
    const width = moved ? Math.max(bitWidth(x - fromX), bitWidth(y - fromY)) : NO_MOVE;
    changed[changes] = slot;
    widths[changes++] = width;
    count[width]!++;
  }
  const width = cheapest(count, changes);
  const moved = new Uint16Array(changes);
  const jumps = new Uint16Array(changes);
  let moves = 0;
  for (let i = 0; i < changes; i++) {
    if (widths[i]! <= width) moved[moves++] = changed[i]!;
    else jumps[i - moves] = changed[i]!;
  }
  return { width, moved: moved.subarray(0, moves), jumps: jumps.subarray(0, changes - moves) };
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

/** Which slots moved, by a bitmap or by the slots skipped before each, whichever is shorter. */
function indexOf(moved: Uint16Array, slots: number): { kind: number; bytes: Uint8Array } {
  const bitmap = new Uint8Array(Math.ceil(slots / 8));
  const gaps = moved.length < bitmap.length ? gapsOf(moved) : bitmap;
  if (gaps.length < bitmap.length) return { kind: DELTA_GAPS, bytes: gaps };
  for (let i = 0; i < moved.length; i++) bitmap[moved[i]! >> 3]! |= 1 << (moved[i]! & 7);
  return { kind: DELTA_BITMAP, bytes: bitmap };
}

/** 7 bits a byte, low bits first; the top bit says that more follow. */
function gapsOf(slots: Uint16Array): Uint8Array {
  const bytes: number[] = [];
  let next = 0;
  for (let i = 0; i < slots.length; i++) {
    let gap = slots[i]! - next;
    for (; gap > 127; gap >>= 7) bytes.push((gap & 127) | 128);
    bytes.push(gap);
    next = slots[i]! + 1;
  }
  return Uint8Array.from(bytes);
}

/** The low `width` bits of each value, one bit after the other. */
function writeBits(values: Int32Array, width: number, into: Uint8Array, at: number): void {
  for (let bit = 0; bit < values.length * width; bit++) {
    const value = values[Math.floor(bit / width)]!;
    if (((value >> (bit % width)) & 1) === 1) into[at + (bit >> 3)]! |= 1 << (bit & 7);
  }
}

/** Fewest bits that hold `n` in two's complement: 1 for 0 and -1, 2 for 1 and -2, 4 for 5. */
function bitWidth(n: number): number {
  return 33 - Math.clz32(n < 0 ? ~n : n);
}
