import type { Bounds, LonLat } from './place.ts';
import { bitWidth, packBits } from './bits.ts';

/**
 * The binary frames of the positions lane (PROTOCOL.md, "Positions"). Slot i is the unit whose
 * `slot` is i. Everything is little-endian; x grows to the east, y to the north, both in 65,534
 * steps across the reach box.
 */

/** Where nothing is known: never registered, off duty, or outside the reach box. */
export const UNKNOWN = 65535;
/** Highest number of slots that a frame can carry. */
export const MAX_SLOTS = 65535;

export const KEYFRAME = 0;
const DELTA_BITMAP = 1;
export const DELTA_GAPS = 2;
export const HEADER = 24;
const VERSION = 1;
const STEPS = 65534;
/** Bytes of one jump: slot, x, y. */
export const JUMP = 6;

/** Where every slot is: two planes of equal length. */
export type Planes = { readonly x: Uint16Array; readonly y: Uint16Array };

/** Which frame it is: its number, and when it was cut (epoch milliseconds). */
export type FrameStamp = { tick: number; time: number };

/** Steps a degree between two edges. */
export const stepsADegree = (low: number, high: number) => STEPS / (high - low);

/** Step of a coordinate from the lower edge, or UNKNOWN when it lies outside the box. */
export function stepOf(at: number, low: number, perDegree: number): number {
  const step = Math.floor((at - low) * perDegree + 0.5);
  return step >= 0 && step <= STEPS ? step : UNKNOWN;
}

/** [x, y] of a place, or null when it lies outside the reach box. */
export function quantise([west, south, east, north]: Bounds, [lon, lat]: LonLat): [number, number] | null {
  const x = stepOf(lon, west, stepsADegree(west, east));
  const y = stepOf(lat, south, stepsADegree(south, north));
  return x === UNKNOWN || y === UNKNOWN ? null : [x, y];
}

/** The middle of a step. */
export function locate(reach: Bounds, x: number, y: number): LonLat {
  const [west, south, east, north] = reach;
  return [west + (x / STEPS) * (east - west), south + (y / STEPS) * (north - south)];
}

/** Header, reach box, x of every slot, y of every slot. */
export function encodeKeyframe(stamp: FrameStamp, reach: Bounds, { x, y }: Planes): Uint8Array<ArrayBuffer> {
  const slots = x.length;
  const frame = new Uint8Array(HEADER + 32 + 4 * slots);
  const view = new DataView(frame.buffer);
  writeHeader(view, { kind: KEYFRAME, width: 0, ...stamp, base: stamp.tick, slots, moved: 0, jumps: 0 });
  reach.forEach((edge, i) => view.setFloat64(HEADER + 8 * i, edge, true));
  for (let i = 0; i < slots; i++) {
    view.setUint16(HEADER + 32 + 2 * i, x[i]!, true);
    view.setUint16(HEADER + 32 + 2 * (slots + i), y[i]!, true);
  }
  return frame;
}

/**
 * What changed since frame `base`, where `before` stood. Slots beyond the end of `before` were
 * unknown there. Moves are packed in as few bits as most of them need; the others are jumps.
 */
export function encodeDelta(
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
  packBits(moves, width, frame, movesAt);
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

export type Header = FrameStamp & {
  kind: number;
  /** Bits of each coordinate of a move. */
  width: number;
  base: number;
  slots: number;
  moved: number;
  jumps: number;
};

function writeHeader(view: DataView, head: Header): void {
  view.setUint8(0, VERSION);
  view.setUint8(1, head.kind | (head.width << 3));
  view.setUint16(2, head.slots, true);
  view.setUint32(4, head.tick, true);
  view.setUint32(8, head.base, true);
  view.setUint16(12, head.moved, true);
  view.setUint16(14, head.jumps, true);
  view.setFloat64(16, head.time, true);
}

/** Null when it is not a frame of this version. */
export function readHeader(view: DataView): Header | null {
  if (view.byteLength < HEADER || view.getUint8(0) !== VERSION) return null;
  const kind = view.getUint8(1) & 7;
  const width = view.getUint8(1) >> 3;
  if (kind > DELTA_GAPS || width > 16) return null;
  return {
    kind,
    width,
    slots: view.getUint16(2, true),
    tick: view.getUint32(4, true),
    base: view.getUint32(8, true),
    moved: view.getUint16(12, true),
    jumps: view.getUint16(14, true),
    time: view.getFloat64(16, true),
  };
}
