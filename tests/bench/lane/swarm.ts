import type { Bounds } from '#data/contract/place.ts';
import { encodeDelta } from '#data/contract/positions-delta.ts';
import { locate } from '#data/contract/positions-frame.ts';
import { seededRandom } from '#data/kit/random.ts';

/** Who moved in one step, and where it is now: as numbers, so that steps kept ready burden no collection. */
export type Step = { slots: Uint16Array; lons: Float64Array; lats: Float64Array };

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
    const slots = Uint16Array.from({ length: units }, (_, slot) => slot).filter(() => random() < share);
    const places = { lons: new Float64Array(slots.length), lats: new Float64Array(slots.length) };
    slots.forEach((slot, i) => {
      x[slot] = within(x[slot]! + stride());
      y[slot] = within(y[slot]! + stride());
      [places.lons[i], places.lats[i]] = locate(reach, x[slot]!, y[slot]!);
    });
    return { slots, ...places };
  }

  return {
    step,
    frame() {
      const before = { x: x.slice(), y: y.slice() };
      step();
      return encodeDelta(
        { tick: 2, base: 1, time: 0 },
        before,
        { x, y },
        x.map((_, slot) => slot),
      );
    },
  };
}

/** Tells each that moved. */
export function tell({ slots, lons, lats }: Step, put: (slot: number, lon: number, lat: number) => void): void {
  for (let i = 0; i < slots.length; i++) put(slots[i]!, lons[i]!, lats[i]!);
}
