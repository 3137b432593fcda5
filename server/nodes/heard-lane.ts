import { randomBytes } from 'node:crypto';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Channel } from '../store/shared.ts';
import type { TrackFix } from '../store/store.ts';
import { decodeHeard, encodeHeard, type HeardGroup } from './heard-packet.ts';

/** What is heard at the doors of all nodes, told to each. */
export type HeardLane = {
  /** Heard here; told to the others within a moment, packed with what else is. */
  tell(group: HeardGroup): void;
  /** As of when the picture here holds what every node has heard, ms: the present, unless one is not heard of. */
  asOf(): number;
  stop: Stop;
};

type Parts = {
  channel: Channel;
  clock: Clock;
  /** What others heard. */
  receive(group: HeardGroup): void;
  /** The newest fix of every unit, out of the store: what is left while the nodes do not hear of each other. */
  latest(): Promise<readonly TrackFix[]>;
  /** Takes fixes out of the store into the picture. */
  take(fix: TrackFix): void;
  /** How many other nodes live, by the store. */
  others(): number;
};

/** Told together, ms. */
const PACK_MS = 50;
/** Who has nothing to tell says so, ms. */
const BEAT_MS = 1000;
/** Not heard of for so long, something of it may be missing, ms. */
const SILENT_MS = 3000;
/** Between two looks into the store while something may be missing, ms. */
const LOOK_MS = 2000;

export function createHeardLane({ channel, clock, receive, latest, take, others }: Parts): HeardLane {
  const from = randomBytes(6).toString('hex');
  const lastHeard = new Map<string, number>();
  let waiting: HeardGroup[] = [];
  let packing: Stop | null = null;
  let next: Stop = () => {};
  /** As of when the picture was whole, while it is not. */
  let whole = clock.now();
  let lookedAt = -Infinity;
  let isLooking = false;
  /** Something was missed: the store is asked once more when all are heard again. */
  let isBehind = false;

  function send(): void {
    packing?.();
    packing = null;
    const groups = waiting;
    waiting = [];
    channel.send(encodeHeard({ from, groups }));
  }

  const unfollow = channel.follow((bytes) => {
    const packet = decodeHeard(bytes);
    // Our own comes back: so we know that it got through.
    if (!packet) return;
    lastHeard.set(packet.from, clock.now());
    if (packet.from !== from) packet.groups.forEach(receive);
  });

  /** Whether nobody else lives, or ourselves and as many others as live have been heard just now. */
  function hearsAll(): boolean {
    const now = clock.now();
    for (const [node, at] of lastHeard) if (now - at > SILENT_MS) lastHeard.delete(node);
    return others() === 0 || (channel.isUp() && lastHeard.has(from) && lastHeard.size > others());
  }

  function turn(): void {
    next = clock.after(BEAT_MS, turn);
    send();
    const isWhole = hearsAll();
    if (!isWhole && !isBehind) [isBehind, whole] = [true, clock.now() - SILENT_MS];
    if (isBehind) look(isWhole).catch(() => (isLooking = false));
  }

  async function look(isWhole: boolean): Promise<void> {
    const asked = clock.now();
    if (isLooking || asked - lookedAt < LOOK_MS) return;
    isLooking = true;
    lookedAt = asked;
    for (const fix of await latest()) take(fix);
    isLooking = false;
    whole = asked;
    if (isWhole) isBehind = false;
  }

  next = clock.after(0, turn);
  return {
    tell(group) {
      waiting.push(group);
      packing ??= clock.after(PACK_MS, send);
    },
    asOf: () => (isBehind ? whole : clock.now()),
    stop() {
      next();
      packing?.();
      unfollow();
    },
  };
}
