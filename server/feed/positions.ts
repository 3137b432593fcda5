import type { Bounds } from '#data/contract/place.ts';
import { encodeDelta } from '#data/contract/positions-delta.ts';
import {
  encodeKeyframe,
  MAX_SLOTS,
  stepOf,
  stepsADegree,
  UNKNOWN,
  type Planes,
} from '#data/contract/positions-frame.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { createMarks } from './marks.ts';
import { binaryPacket, type Packet } from './packet.ts';

/** Milliseconds between two frames while units move. */
export const TICK_MS = 100;
/** Every peer gets a keyframe at least this often. */
const KEYFRAME_MS = 10_000;

/** The newest position of every unit, and the frames that tell it to who looks. */
export type Positions = {
  /** The unit of this slot is there. */
  put(slot: number, lon: number, lat: number): void;
  /** Where the unit of this slot is is no longer known. */
  forget(slot: number): void;
  /** Sends to this peer from now on, first a keyframe. */
  join(peer: Peer): Stop;
  /** To be called when a peer's wire has drained: it gets what it missed. */
  drained(peer: Peer): void;
};

/** A connection that positions are written to. Frames it cannot take now are skipped. */
export type Peer = { drained(): boolean; write(packet: Packet): void };

/** What a peer has: the tick of its last frame, and when it last got a keyframe. */
type Has = { tick: number; keyframeAt: number };

type Parts = {
  clock: Clock;
  /** The box that positions are quantised over. */
  reach: Bounds;
  /** As of when the picture holds every unit: earlier than the present while a part of it may be missing. */
  asOf?: (() => number) | undefined;
};

export function createPositions({ clock, reach, asOf = clock.now }: Parts): Positions {
  const [west, south, east, north] = reach;
  const perDegreeX = stepsADegree(west, east);
  const perDegreeY = stepsADegree(south, north);
  let slots = 0;
  // Of one size for life: what a position costs is mostly looking up where its planes are.
  /** Where every slot is. */
  const now = roomForAll();
  /** As the last frame told it. */
  const told = roomForAll();
  let toldSlots = 0;
  /** Slots that may differ between the two. */
  const touched = createMarks(MAX_SLOTS);
  let changed = false;
  let tick = 0;
  let frameAt = -Infinity;
  let keyframe: { packet: Packet; at: number } | undefined;
  let planned: { at: number; stop: Stop } | undefined;
  const peers = new Map<Peer, Has>();

  const { x: nowX, y: nowY } = now;
  function set(slot: number, x: number, y: number): void {
    if (slot >= MAX_SLOTS) return;
    if (slot >= slots) slots = slot + 1;
    if (nowX[slot] === x && nowY[slot] === y) return;
    nowX[slot] = x;
    nowY[slot] = y;
    touched.add(slot);
    if (changed) return;
    changed = true;
    plan(frameAt + TICK_MS);
  }

  function plan(at: number): void {
    if (planned && planned.at <= at) return;
    planned?.stop();
    planned = { at, stop: clock.after(Math.max(0, at - clock.now()), cut) };
  }

  /** One frame, made once, written to every peer that can take it. */
  function cut(): void {
    planned = undefined;
    frameAt = clock.now();
    const delta = changed ? nextDelta() : null;
    peers.forEach((has, peer) => {
      if (!peer.drained()) return;
      if (frameAt - has.keyframeAt >= KEYFRAME_MS) tellAll(peer, has);
      else if (delta && has.tick === tick - 1) tell(peer, has, delta);
      else if (has.tick !== tick) tellAll(peer, has);
    });
    if (peers.size > 0) plan(frameAt + KEYFRAME_MS);
  }

  function nextDelta(): Packet | null {
    changed = false;
    keyframe = undefined;
    const stamp = { tick: tick + 1, base: tick, time: Math.min(frameAt, asOf()) };
    const candidates = touched.take();
    const delta =
      peers.size > 0 ? binaryPacket('positions', encodeDelta(stamp, told, first(now, slots), candidates)) : null;
    for (let i = 0; i < candidates.length; i++) {
      const slot = candidates[i]!;
      told.x[slot] = now.x[slot]!;
      told.y[slot] = now.y[slot]!;
    }
    toldSlots = slots;
    tick++;
    return delta;
  }

  function tell(peer: Peer, has: Has, packet: Packet): void {
    peer.write(packet);
    has.tick = tick;
  }

  function tellAll(peer: Peer, has: Has): void {
    const at = clock.now();
    if (!keyframe || at - keyframe.at > TICK_MS) {
      keyframe = {
        at,
        packet: binaryPacket(
          'positions',
          encodeKeyframe({ tick, time: Math.min(at, asOf()) }, reach, first(told, toldSlots)),
        ),
      };
    }
    tell(peer, has, keyframe.packet);
    has.keyframeAt = at;
  }

  return {
    put(slot, lon, lat) {
      const x = stepOf(lon, west, perDegreeX);
      const y = stepOf(lat, south, perDegreeY);
      const isWithin = x !== UNKNOWN && y !== UNKNOWN;
      set(slot, isWithin ? x : UNKNOWN, isWithin ? y : UNKNOWN);
    },
    forget: (slot) => set(slot, UNKNOWN, UNKNOWN),
    join(peer) {
      const has = { tick: -1, keyframeAt: -Infinity };
      peers.set(peer, has);
      if (peer.drained()) tellAll(peer, has);
      plan(frameAt + KEYFRAME_MS);
      return () => void peers.delete(peer);
    },
    drained(peer) {
      const has = peers.get(peer);
      if (has && has.tick !== tick && peer.drained()) tellAll(peer, has);
    },
  };
}

/** Planes for every slot that a frame can carry, all unknown. */
function roomForAll(): Planes {
  return { x: new Uint16Array(MAX_SLOTS).fill(UNKNOWN), y: new Uint16Array(MAX_SLOTS).fill(UNKNOWN) };
}

/** The first so many slots, not copied. */
function first(planes: Planes, slots: number): Planes {
  return { x: planes.x.subarray(0, slots), y: planes.y.subarray(0, slots) };
}
