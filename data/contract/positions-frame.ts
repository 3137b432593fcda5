import type { Bounds, LonLat } from './place.ts';

/**
 * The binary frames of the positions lane (PROTOCOL.md, "Positions"). Slot i is the unit whose
 * `slot` is i. Everything is little-endian; x grows to the east, y to the north, both in 65,535
 * steps across the reach box.
 */

/** Where nothing is known: never registered, off duty, or outside the reach box. */
export const UNKNOWN = 65535;
/** Highest number of slots that a frame can carry. */
export const MAX_SLOTS = 65535;

const VERSION = 1;
export const KEYFRAME = 0;
const DELTA_BITMAP = 1;
export const DELTA_GAPS = 2;
export const HEADER = 24;
const STEPS = 65534;

/** Where every slot is: two planes of equal length. */
export type Planes = { readonly x: Uint16Array; readonly y: Uint16Array };

/** Which frame it is: its number, and when it was cut (epoch milliseconds). */
export type FrameStamp = { tick: number; time: number };

/** [x, y] of a place, or null when it lies outside the reach box. */
export function quantise(reach: Bounds, [lon, lat]: LonLat): [number, number] | null {
  const [west, south, east, north] = reach;
  const x = Math.round(((lon - west) / (east - west)) * STEPS);
  const y = Math.round(((lat - south) / (north - south)) * STEPS);
  return x >= 0 && x <= STEPS && y >= 0 && y <= STEPS ? [x, y] : null;
}

/** The middle of the step that `quantise` chose. */
export function locate(reach: Bounds, x: number, y: number): LonLat {
  const [west, south, east, north] = reach;
  return [west + (x / STEPS) * (east - west), south + (y / STEPS) * (north - south)];
}

/** Header, reach box, x of every slot, y of every slot. */
export function encodeKeyframe(stamp: FrameStamp, reach: Bounds, { x, y }: Planes): Uint8Array<ArrayBuffer> {
  const slots = x.length;
  const frame = new Uint8Array(HEADER + 32 + 4 * slots);
  const view = new DataView(frame.buffer);
  writeHeader(view, { kind: KEYFRAME, ...stamp, base: stamp.tick, slots, moved: 0, jumps: 0 });
  reach.forEach((edge, i) => view.setFloat64(HEADER + 8 * i, edge, true));
  for (let i = 0; i < slots; i++) {
    view.setUint16(HEADER + 32 + 2 * i, x[i]!, true);
    view.setUint16(HEADER + 32 + 2 * (slots + i), y[i]!, true);
  }
  return frame;
}

/**
 * What changed since frame `base`, where `before` stood. Slots beyond the end of `before` were
 * unknown there. Small moves cost two bytes and their share of the index; the rest are jumps.
 */
export function encodeDelta(
  stamp: FrameStamp & { base: number },
  before: Planes,
  after: Planes,
): Uint8Array<ArrayBuffer> {
  const slots = after.x.length;
  const moved: number[] = [];
  const jumps: number[] = [];
  for (let i = 0; i < slots; i++) {
    const x = after.x[i]!,
      y = after.y[i]!;
    const fromX = before.x[i] ?? UNKNOWN,
      fromY = before.y[i] ?? UNKNOWN;
    if (x === fromX && y === fromY) continue;
    const near = x !== UNKNOWN && fromX !== UNKNOWN && fitsByte(x - fromX) && fitsByte(y - fromY);
    (near ? moved : jumps).push(i);
  }
  const gaps = gapsOf(moved);
  const bitmapBytes = Math.ceil(slots / 8);
  const kind = gaps.length < bitmapBytes ? DELTA_GAPS : DELTA_BITMAP;
  const indexAt = HEADER + 6 * jumps.length;
  const dxAt = indexAt + (kind === DELTA_GAPS ? gaps.length : bitmapBytes);
  const frame = new Uint8Array(dxAt + 2 * moved.length);
  const view = new DataView(frame.buffer);
  writeHeader(view, { kind, ...stamp, slots, moved: moved.length, jumps: jumps.length });
  jumps.forEach((slot, i) => {
    view.setUint16(HEADER + 6 * i, slot, true);
    view.setUint16(HEADER + 6 * i + 2, after.x[slot]!, true);
    view.setUint16(HEADER + 6 * i + 4, after.y[slot]!, true);
  });
  if (kind === DELTA_GAPS) frame.set(gaps, indexAt);
  else for (const slot of moved) frame[indexAt + (slot >> 3)]! |= 1 << (slot & 7);
  moved.forEach((slot, i) => {
    view.setInt8(dxAt + i, after.x[slot]! - before.x[slot]!);
    view.setInt8(dxAt + moved.length + i, after.y[slot]! - before.y[slot]!);
  });
  return frame;
}

export function unknownPlanes(slots: number): Planes {
  return { x: new Uint16Array(slots).fill(UNKNOWN), y: new Uint16Array(slots).fill(UNKNOWN) };
}

/** The same positions with room for `slots`; the new ones are unknown. */
export function grownPlanes(planes: Planes, slots: number): Planes {
  const grown = unknownPlanes(slots);
  grown.x.set(planes.x);
  grown.y.set(planes.y);
  return grown;
}

export type Header = FrameStamp & { kind: number; base: number; slots: number; moved: number; jumps: number };

function writeHeader(view: DataView, head: Header): void {
  view.setUint8(0, VERSION);
  view.setUint8(1, head.kind);
  view.setUint16(2, head.slots, true);
  view.setUint32(4, head.tick, true);
  view.setUint32(8, head.base, true);
  view.setUint16(12, head.moved, true);
  view.setUint16(14, head.jumps, true);
  view.setFloat64(16, head.time, true);
}

/** Null when it is not a frame of this version. */
export function readHeader(view: DataView): Header | null {
  if (view.byteLength < HEADER || view.getUint8(0) !== VERSION || view.getUint8(1) > DELTA_GAPS) return null;
  const [moved, jumps] = [view.getUint16(12, true), view.getUint16(14, true)];
  if (view.byteLength < HEADER + 6 * jumps) return null;
  return {
    kind: view.getUint8(1),
    slots: view.getUint16(2, true),
    tick: view.getUint32(4, true),
    base: view.getUint32(8, true),
    moved,
    jumps,
    time: view.getFloat64(16, true),
  };
}

const fitsByte = (n: number) => n >= -128 && n <= 127;

/** Slots in ascending order as the number of slots skipped before each, 7 bits a byte, low bits first. */
function gapsOf(slots: readonly number[]): number[] {
  const bytes: number[] = [];
  let next = 0;
  for (const slot of slots) {
    let gap = slot - next;
    for (; gap > 127; gap >>= 7) bytes.push((gap & 127) | 128);
    bytes.push(gap);
    next = slot + 1;
  }
  return bytes;
}
