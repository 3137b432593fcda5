import type { Bounds, LonLat } from '#data/contract/place.ts';
import { encodeDelta, locate } from '#data/contract/positions-frame.ts';
import { seededRandom } from '#data/kit/random.ts';

/** Who moved in one step, and where it is now. */
export type Step = { slot: number; at: LonLat }[];

/** Units that wander within a reach, some metres at a time. */
export type Swarm = {
  /** Each moves with the chance `share`. */
  step(share?: number): Step;
  /** The frame of one step in which all move. */
  frame(): Uint8Array;
};

export function createSwarm(reach: Bounds, units: number): Swarm {
  const random = seededRandom('swarm');
  const x = Uint16Array.from({ length: units }, () => 1000 + random() * 63_000);
  const y = Uint16Array.from({ length: units }, () => 1000 + random() * 63_000);
  /** Never nothing: who moves is somewhere else. A byte holds it. */
  const stride = () => (random() < 0.5 ? -1 : 1) * (1 + Math.floor(random() * 40));
  const within = (at: number) => Math.min(65_000, Math.max(500, at));

  function step(share = 1): Step {
    const moved: Step = [];
    for (let slot = 0; slot < units; slot++) {
      if (random() >= share) continue;
      x[slot] = within(x[slot]! + stride());
      y[slot] = within(y[slot]! + stride());
      moved.push({ slot, at: locate(reach, x[slot]!, y[slot]!) });
    }
    return moved;
  }

  return {
    step,
    frame() {
      const before = { x: x.slice(), y: y.slice() };
      step();
      return encodeDelta({ tick: 2, base: 1, time: 0 }, before, { x, y });
    },
  };
}
