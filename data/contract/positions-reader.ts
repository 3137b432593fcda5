import { unpackBits } from './bits.ts';
import type { Bounds } from './place.ts';
import {
  DELTA_GAPS,
  HEADER,
  JUMP,
  KEYFRAME,
  readHeader,
  UNKNOWN,
  type FrameStamp,
  type Header,
  type Planes,
} from './positions-frame.ts';

/** `ignored`: a delta on a frame that this reader does not have. `malformed`: not a frame at all. */
export type Reading = 'keyframe' | 'delta' | 'ignored' | 'malformed';

export type PositionsReader = {
  /** Takes in one frame. After `ignored` and `malformed` everything is as it was. */
  read(bytes: Uint8Array): Reading;
  /** The frames come over another connection from now on: only a keyframe will do next. */
  restart(): void;
  /** The same arrays until the number of slots changes. */
  readonly planes: Planes;
  /** Of the last frame taken in; null before the first keyframe. */
  readonly stamp: FrameStamp | null;
  readonly reach: Bounds | null;
};

/** Keeps the newest position of every slot from the frames of one connection. */
export function createPositionsReader(): PositionsReader {
  let planes: Planes = resized({ x: new Uint16Array(0), y: new Uint16Array(0) }, 0);
  let stamp: FrameStamp | null = null;
  let reach: Bounds | null = null;
  let current = false;

  function readKeyframe(view: DataView, head: Header): Reading {
    if (view.byteLength !== HEADER + 32 + 4 * head.slots) return 'malformed';
    if (planes.x.length !== head.slots) planes = resized(planes, head.slots);
    for (let i = 0; i < head.slots; i++) {
      planes.x[i] = view.getUint16(HEADER + 32 + 2 * i, true);
      planes.y[i] = view.getUint16(HEADER + 32 + 2 * (head.slots + i), true);
    }
    reach = [0, 8, 16, 24].map((at) => view.getFloat64(HEADER + at, true)) as Bounds;
    return 'keyframe';
  }

  function readDelta(view: DataView, head: Header): Reading {
    if (!current || stamp?.tick !== head.base || head.slots < planes.x.length) return 'ignored';
    const indexAt = HEADER + JUMP * head.jumps;
    if (indexAt > view.byteLength) return 'malformed';
    for (let i = 0; i < head.jumps; i++) if (view.getUint16(HEADER + JUMP * i, true) >= head.slots) return 'malformed';
    const index = head.kind === DELTA_GAPS ? slotsFromGaps(view, indexAt, head) : slotsFromBitmap(view, indexAt, head);
    if (!index || index.end + Math.ceil((2 * head.moved * head.width) / 8) !== view.byteLength) return 'malformed';
    if (head.slots > planes.x.length) planes = resized(planes, head.slots);
    const { x, y } = planes;
    for (let i = 0; i < head.jumps; i++) {
      const slot = view.getUint16(HEADER + JUMP * i, true);
      x[slot] = view.getUint16(HEADER + JUMP * i + 2, true);
      y[slot] = view.getUint16(HEADER + JUMP * i + 4, true);
    }
    const moves = unpackBits(view, index.end, head.width, 2 * head.moved);
    for (let i = 0; i < head.moved; i++) {
      const slot = index.slots[i]!;
      x[slot]! += moves[2 * i]!;
      y[slot]! += moves[2 * i + 1]!;
    }
    return 'delta';
  }

  return {
    read(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const head = readHeader(view);
      if (!head) return 'malformed';
      const reading = head.kind === KEYFRAME ? readKeyframe(view, head) : readDelta(view, head);
      if (reading === 'keyframe' || reading === 'delta') {
        stamp = { tick: head.tick, time: head.time };
        current = true;
      }
      return reading;
    },
    restart() {
      current = false;
    },
    get planes() {
      return planes;
    },
    get stamp() {
      return stamp;
    },
    get reach() {
      return reach;
    },
  };
}

/** As much of the same as there is room for; what is new is unknown. */
function resized(planes: Planes, slots: number): Planes {
  const grown = { x: new Uint16Array(slots).fill(UNKNOWN), y: new Uint16Array(slots).fill(UNKNOWN) };
  grown.x.set(planes.x.subarray(0, slots));
  grown.y.set(planes.y.subarray(0, slots));
  return grown;
}

/** Which slots moved, and where the index ends; null when it points outside the frame or the slots. */
type Index = { slots: Uint16Array; end: number } | null;

function slotsFromGaps(view: DataView, at: number, head: Header): Index {
  const slots = new Uint16Array(head.moved);
  let next = 0;
  for (let i = 0; i < head.moved; i++) {
    let gap = 0;
    for (let shift = 0, byte = 128; byte > 127; shift += 7) {
      if (at >= view.byteLength || shift > 14) return null;
      byte = view.getUint8(at++);
      gap |= (byte & 127) << shift;
    }
    next += gap;
    if (next >= head.slots) return null;
    slots[i] = next++;
  }
  return { slots, end: at };
}

function slotsFromBitmap(view: DataView, at: number, head: Header): Index {
  const end = at + Math.ceil(head.slots / 8);
  if (end > view.byteLength) return null;
  const slots = new Uint16Array(head.moved);
  let moved = 0;
  for (let slot = 0; slot < head.slots; slot++) {
    if (((view.getUint8(at + (slot >> 3)) >> (slot & 7)) & 1) === 0) continue;
    if (moved === head.moved) return null;
    slots[moved++] = slot;
  }
  return moved === head.moved ? { slots, end } : null;
}
