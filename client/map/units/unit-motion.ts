import { metresBetween } from '#data/kit/metres.ts';
import type { Bounds, LonLat } from '#data/contract/place.ts';
import { UNKNOWN } from '#data/contract/positions-frame.ts';
import { latOf, lonOf, mercatorBox, mercatorY, type MercatorBox } from '../widget/mercator.ts';
import { STEPS, type UnitFrame } from './unit-frame.ts';

/** Floats of one unit in `path`: from x, from y, to x, to y, milliseconds to go, heading. */
export const STRIDE = 6;
/** The heading of a unit that has not moved yet. */
export const STILL = -10;

/** A glide takes as long as the unit took between its last two fixes, within these, ms. */
const SHORTEST = 100;
const LONGEST = 6000;
/** It is there a little before the next fix is due, so that an early one does not cut its way short. */
const SHARE = 0.9;
/** A heading comes from at least this much movement, metres: less is the receiver's noise. */
const TURNING = 5;
/** What seems faster than this was not seen on the way: it appears where it is, metres per ms. */
const TELEPORT = 0.08;

/**
 * Where every unit is shown between its fixes. A unit glides from the fix before to its newest one
 * and stops there, so it is at most one fix behind and never ahead of what is known.
 *
 * `path` is written for the GPU as it is: `STRIDE` floats a slot, places in [0, 1] of the reach in
 * web mercator (y to the south), -1 where there is no fix, heading in radians clockwise from north,
 * `STILL` until the unit has moved. Times to go are counted from `fedAt`.
 */
export type UnitMotion = {
  /** Takes in a frame at `now` (any steady clock, ms). `glide` false: units jump to their fixes. */
  feed(frame: UnitFrame, now: number, glide?: boolean): void;
  readonly count: number;
  readonly path: Float32Array;
  readonly fedAt: number;
  /** Changes with every frame taken in. */
  readonly version: number;
  /** Some unit came, went or jumped with the last frame: it is to be painted at once. */
  readonly jumped: boolean;
  readonly box: MercatorBox;
  /** The fastest glide in reach widths per ms, and when the last one ends (same clock as `now`). */
  readonly fastest: number;
  readonly restsAt: number;
  /** Where the unit is shown, or null without a fix. */
  shownAt(slot: number, now: number): LonLat | null;
};

export function createUnitMotion(reach: Bounds): UnitMotion {
  const box = mercatorBox(reach);
  const southing = southings(reach, box);
  const metres = reachMetres(reach);
  const scaleY = box.height / box.width;

  let count = 0;
  let path = new Float32Array(0);
  let lastX = new Uint16Array(0);
  let lastY = new Uint16Array(0);
  /** When the unit last moved, the frame's clock. */
  let movedAt = new Float64Array(0);
  /** Where it was when its heading was last taken. */
  let turnX = new Float32Array(0);
  let turnY = new Float32Array(0);
  let fedAt = 0;
  let version = 0;
  let jumped = false;
  let fastest = 0;
  let restsAt = 0;

  function grow(slots: number) {
    if (slots > lastX.length) {
      const room = Math.max(64, slots, lastX.length * 2);
      path = copyInto(new Float32Array(room * STRIDE), path);
      lastX = copyInto(new Uint16Array(room).fill(UNKNOWN), lastX);
      lastY = copyInto(new Uint16Array(room).fill(UNKNOWN), lastY);
      movedAt = copyInto(new Float64Array(room), movedAt);
      turnX = copyInto(new Float32Array(room), turnX);
      turnY = copyInto(new Float32Array(room), turnY);
    }
    for (let slot = count; slot < slots; slot++) forget(slot);
    count = slots;
  }

  function forget(slot: number) {
    path.fill(-1, slot * STRIDE, slot * STRIDE + 4);
    path[slot * STRIDE + 4] = 0;
    path[slot * STRIDE + 5] = STILL;
    lastX[slot] = UNKNOWN;
  }

  function appear(slot: number, x: number, y: number) {
    const i = slot * STRIDE;
    path[i] = path[i + 2] = x;
    path[i + 1] = path[i + 3] = y;
    path[i + 4] = 0;
    turnX[slot] = x;
    turnY[slot] = y;
  }

  function turn(slot: number, x: number, y: number) {
    const dx = x - turnX[slot]!;
    const dy = (y - turnY[slot]!) * scaleY;
    if ((dx * dx + dy * dy) * metres * metres < TURNING * TURNING) return;
    path[slot * STRIDE + 5] = Math.atan2(dx, -dy);
    turnX[slot] = x;
    turnY[slot] = y;
  }

  /** Where it is shown now is where the rest of its way begins, in this frame's time. */
  function advance(slot: number, elapsed: number) {
    const i = slot * STRIDE;
    const left = path[i + 4]!;
    const share = Math.min(1, Math.max(0, elapsed / left));
    path[i] = path[i]! + (path[i + 2]! - path[i]!) * share;
    path[i + 1] = path[i + 1]! + (path[i + 3]! - path[i + 1]!) * share;
    path[i + 4] = share === 1 ? 0 : left - Math.max(0, elapsed);
  }

  /** Sets out for a new fix from the one before, so that it is never two behind. */
  function setOut(slot: number, x: number, y: number, wait: number) {
    const i = slot * STRIDE;
    path[i] = path[i + 2]!;
    path[i + 1] = path[i + 3]!;
    turn(slot, x, y);
    if (length(x - path[i], (y - path[i + 1]!) * scaleY) * metres > TELEPORT * wait) return false;
    path[i + 2] = x;
    path[i + 3] = y;
    path[i + 4] = wait * SHARE;
    return true;
  }

  function feed(frame: UnitFrame, now: number, glide = true) {
    const slots = Math.min(frame.x.length, frame.y.length);
    grow(slots);
    const elapsed = now - fedAt;
    jumped = false;
    fastest = 0;
    restsAt = now;
    for (let slot = 0; slot < slots; slot++) {
      const x = frame.x[slot]!;
      const y = frame.y[slot]!;
      const i = slot * STRIDE;
      if (x === UNKNOWN || y === UNKNOWN) {
        jumped ||= lastX[slot] !== UNKNOWN;
        forget(slot);
        continue;
      }
      const known = lastX[slot] !== UNKNOWN;
      if (known && lastX[slot] === x && lastY[slot] === y) {
        if (path[i + 4] === 0) continue;
        advance(slot, elapsed);
      } else {
        const toX = x / STEPS;
        const toY = southing[y]!;
        const wait = Math.min(LONGEST, Math.max(SHORTEST, frame.at - movedAt[slot]!));
        if (!known || !setOut(slot, toX, toY, wait) || !glide) {
          appear(slot, toX, toY);
          jumped = true;
        }
        lastX[slot] = x;
        lastY[slot] = y;
        movedAt[slot] = frame.at;
      }
      const toGo = path[i + 4]!;
      if (toGo === 0) continue;
      const speed = length(path[i + 2]! - path[i]!, (path[i + 3]! - path[i + 1]!) * scaleY) / toGo;
      if (speed > fastest) fastest = speed;
      if (now + toGo > restsAt) restsAt = now + toGo;
    }
    fedAt = now;
    version++;
  }

  return {
    feed,
    get count() {
      return count;
    },
    get path() {
      return path;
    },
    get fedAt() {
      return fedAt;
    },
    get version() {
      return version;
    },
    get jumped() {
      return jumped;
    },
    get fastest() {
      return fastest;
    },
    get restsAt() {
      return restsAt;
    },
    box,
    shownAt(slot, now) {
      const i = slot * STRIDE;
      if (slot < 0 || slot >= count || lastX[slot] === UNKNOWN) return null;
      const left = path[i + 4]!;
      const share = left > 0 ? Math.min(1, Math.max(0, (now - fedAt) / left)) : 1;
      const x = path[i]! + (path[i + 2]! - path[i]!) * share;
      const y = path[i + 1]! + (path[i + 3]! - path[i + 1]!) * share;
      return [lonOf(box.x + x * box.width), latOf(box.y + y * box.height)];
    },
  };
}

/** Ten times faster than `Math.hypot`, whose care for huge numbers nobody needs here. */
const length = (x: number, y: number) => Math.sqrt(x * x + y * y);

/** For every step of latitude, how far south in the box: so that no unit costs a logarithm. */
function southings([, south, , north]: Bounds, box: MercatorBox): Float32Array {
  const table = new Float32Array(STEPS + 1);
  for (let step = 0; step <= STEPS; step++)
    table[step] = (mercatorY(south + (step / STEPS) * (north - south)) - box.y) / box.height;
  return table;
}

/** How many metres wide the reach is at its middle latitude. */
function reachMetres([west, south, east, north]: Bounds): number {
  const middle = (south + north) / 2;
  return metresBetween([west, middle], [east, middle]);
}

function copyInto<A extends Float32Array | Float64Array | Uint16Array>(room: A, before: A): A {
  room.set(before);
  return room;
}
