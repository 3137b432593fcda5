import type { Bounds } from './place.ts';
import {
  DELTA_GAPS,
  grownPlanes,
  HEADER,
  KEYFRAME,
  readHeader,
  unknownPlanes,
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
  /** The same arrays until the number of slots grows. */
  readonly planes: Planes;
  /** Of the last frame taken in; null before the first keyframe. */
  readonly stamp: FrameStamp | null;
  readonly reach: Bounds | null;
};

/** Keeps the newest position of every slot from the frames of one connection. */
export function createPositionsReader(): PositionsReader {
  let planes: Planes = unknownPlanes(0);
  let stamp: FrameStamp | null = null;
  let reach: Bounds | null = null;
  let current = false;

  function readKeyframe(view: DataView, head: Header): Reading {
    if (view.byteLength !== HEADER + 32 + 4 * head.slots) return 'malformed';
    if (planes.x.length !== head.slots) planes = unknownPlanes(head.slots);
    for (let i = 0; i < head.slots; i++) {
      planes.x[i] = view.getUint16(HEADER + 32 + 2 * i, true);
      planes.y[i] = view.getUint16(HEADER + 32 + 2 * (head.slots + i), true);
    }
    reach = [0, 8, 16, 24].map((at) => view.getFloat64(HEADER + at, true)) as Bounds;
    return 'keyframe';
  }

  function readDelta(view: DataView, head: Header): Reading {
    if (!current || stamp?.tick !== head.base || head.slots < planes.x.length) return 'ignored';
    const indexAt = HEADER + 6 * head.jumps;
    const index = head.kind === DELTA_GAPS ? slotsFromGaps(view, indexAt, head) : slotsFromBitmap(view, indexAt, head);
    if (!index || index.end + 2 * head.moved !== view.byteLength) return 'malformed';
    for (let i = 0; i < head.jumps; i++) if (view.getUint16(HEADER + 6 * i, true) >= head.slots) return 'malformed';
    if (head.slots > planes.x.length) planes = grownPlanes(planes, head.slots);
    const { x, y } = planes;
    for (let i = 0; i < head.jumps; i++) {
      const slot = view.getUint16(HEADER + 6 * i, true);
      x[slot] = view.getUint16(HEADER + 6 * i + 2, true);
      y[slot] = view.getUint16(HEADER + 6 * i + 4, true);
    }
    index.slots.forEach((slot, i) => {
      x[slot]! += view.getInt8(index.end + i);
      y[slot]! += view.getInt8(index.end + head.moved + i);
    });
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

/** Which slots moved, and where the index ends; null when it points outside the frame or the slots. */
type Index = { slots: number[]; end: number } | null;

function slotsFromGaps(view: DataView, at: number, head: Header): Index {
  const slots: number[] = [];
  let next = 0;
  while (slots.length < head.moved) {
    let gap = 0;
    for (let shift = 0, byte = 128; byte > 127; shift += 7) {
      if (at >= view.byteLength || shift > 14) return null;
      byte = view.getUint8(at++);
      gap |= (byte & 127) << shift;
    }
    slots.push(next + gap);
    next += gap + 1;
  }
  return next <= head.slots ? { slots, end: at } : null;
}

function slotsFromBitmap(view: DataView, at: number, head: Header): Index {
  const end = at + Math.ceil(head.slots / 8);
  if (end > view.byteLength) return null;
  const slots: number[] = [];
  for (let i = 0; i < head.slots; i++) if ((view.getUint8(at + (i >> 3)) >> (i & 7)) & 1) slots.push(i);
  return slots.length === head.moved ? { slots, end } : null;
}
