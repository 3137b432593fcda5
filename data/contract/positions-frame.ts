import type { Bounds, LonLat } from './place.ts';

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
export const DELTA_BITMAP = 1;
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
  const step = (at - low) * perDegree + 0.5;
  return step >= 0 && step < STEPS + 1 ? Math.trunc(step) : UNKNOWN;
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

export type Header = FrameStamp & {
  kind: number;
  /** Bits of each coordinate of a move. */
  width: number;
  base: number;
  slots: number;
  moved: number;
  jumps: number;
};

export function writeHeader(view: DataView, head: Header): void {
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
