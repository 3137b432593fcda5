import { describe, expect, test } from 'vitest';
import type { Bounds, LonLat } from '#data/contract/place.ts';
import { quantise, UNKNOWN } from '#data/contract/positions-frame.ts';
import { seededRandom } from '#data/kit/random.ts';
import { createUnitMotion, STILL, STRIDE } from '#client/map/units/unit-motion.ts';

const reach: Bounds = [101.5, 36.4, 102, 36.8];
/** About one metre, in degrees. */
const EAST = 1 / 89_400;
const NORTH = 1 / 111_320;
const home: LonLat = [101.75, 36.6];
const off = (metresEast: number, metresNorth: number): LonLat => [
  home[0] + metresEast * EAST,
  home[1] + metresNorth * NORTH,
];

/** A frame of one unit, or of several, null where it has no fix. */
function frame(at: number, ...places: (LonLat | null)[]) {
  const planes = { x: new Uint16Array(places.length).fill(UNKNOWN), y: new Uint16Array(places.length).fill(UNKNOWN) };
  places.forEach((place, slot) => {
    const steps = place && quantise(reach, place);
    if (steps) [planes.x[slot], planes.y[slot]] = steps;
  });
  return { ...planes, at };
}

/** How far east and north of home, in metres. */
function metresFromHome(place: LonLat | null) {
  return { east: (place![0] - home[0]) / EAST, north: (place![1] - home[1]) / NORTH };
}
const headingOf = (motion: ReturnType<typeof createUnitMotion>, slot = 0) => motion.path[slot * STRIDE + 5]!;

describe('a unit on the map', () => {
  test('appears where its first fix is, and nowhere before it', () => {
    const motion = createUnitMotion(reach);
    motion.feed(frame(0, null), 0);
    expect(motion.shownAt(0, 0)).toBeNull();
    motion.feed(frame(100, off(200, 100)), 100);
    const { east, north } = metresFromHome(motion.shownAt(0, 100));
    expect(east).toBeCloseTo(200, -1);
    expect(north).toBeCloseTo(100, -1);
    expect(motion.jumped).toBe(true);
  });

  test('glides to its next fix in about the time that it took to get there', () => {
    const motion = createUnitMotion(reach);
    motion.feed(frame(0, off(0, 0)), 0);
    motion.feed(frame(4000, off(60, 0)), 4000);
    expect(metresFromHome(motion.shownAt(0, 4000)).east).toBeCloseTo(0, -0.5);
    expect(metresFromHome(motion.shownAt(0, 5800)).east).toBeCloseTo(30, -0.5);
    expect(metresFromHome(motion.shownAt(0, 7600)).east).toBeCloseTo(60, -0.5);
  });

  test('stops at the last place that is known, however long nothing is heard', () => {
    const motion = createUnitMotion(reach);
    motion.feed(frame(0, off(0, 0)), 0);
    motion.feed(frame(1000, off(15, 0)), 1000);
    const last = motion.shownAt(0, 2000);
    expect(motion.shownAt(0, 3_600_000)).toEqual(last);
    motion.feed(frame(60_000, off(15, 0)), 60_000);
    expect(motion.shownAt(0, 90_000)).toEqual(last);
    expect(motion.restsAt).toBeLessThanOrEqual(60_000);
  });

  test('turns where it goes: north, east, south, west', () => {
    for (const [way, heading] of [
      [off(0, 40), 0],
      [off(40, 0), Math.PI / 2],
      [off(0, -40), Math.PI],
      [off(-40, 0), -Math.PI / 2],
    ] as const) {
      const motion = createUnitMotion(reach);
      motion.feed(frame(0, home), 0);
      expect(headingOf(motion)).toBe(STILL);
      motion.feed(frame(2000, way), 2000);
      expect(Math.cos(headingOf(motion) - heading)).toBeGreaterThan(0.999);
    }
  });

  test('finds its heading in a crawl of small steps, and does not spin on the spot', () => {
    const motion = createUnitMotion(reach);
    for (let i = 0; i <= 10; i++) motion.feed(frame(i * 1000, off(i * 1.5, 0)), i * 1000);
    expect(headingOf(motion)).toBeCloseTo(Math.PI / 2, 1);
    const before = headingOf(motion);
    for (let i = 11; i <= 20; i++) motion.feed(frame(i * 1000, off(15 + (i % 2) * 2, -(i % 3))), i * 1000);
    expect(Math.cos(headingOf(motion) - before)).toBeGreaterThan(0.85);
  });

  test('that is found again far away appears there instead of flying across the city', () => {
    const motion = createUnitMotion(reach);
    motion.feed(frame(0, off(0, 0)), 0);
    motion.feed(frame(1000, off(5000, 0)), 1000);
    expect(metresFromHome(motion.shownAt(0, 1000)).east).toBeCloseTo(5000, -2);
  });

  test('vanishes when its position is withdrawn, and comes back without gliding', () => {
    const motion = createUnitMotion(reach);
    motion.feed(frame(0, off(0, 0)), 0);
    motion.feed(frame(100, null), 100);
    expect(motion.shownAt(0, 100)).toBeNull();
    motion.feed(frame(5000, off(50, 0)), 5000);
    expect(metresFromHome(motion.shownAt(0, 5000)).east).toBeCloseTo(50, -0.5);
  });

  test('jumps from fix to fix where motion is to be reduced', () => {
    const motion = createUnitMotion(reach);
    motion.feed(frame(0, off(0, 0)), 0, false);
    motion.feed(frame(4000, off(60, 0)), 4000, false);
    expect(metresFromHome(motion.shownAt(0, 4000)).east).toBeCloseTo(60, -0.5);
    expect(motion.fastest).toBe(0);
  });

  test('keeps its place when others are registered', () => {
    const motion = createUnitMotion(reach);
    motion.feed(frame(0, off(10, 0)), 0);
    const many = Array.from({ length: 200 }, (_, i) => off(10 + i, 0));
    motion.feed(frame(100, ...many), 100);
    expect(motion.count).toBe(200);
    expect(metresFromHome(motion.shownAt(0, 100)).east).toBeCloseTo(10, -0.5);
    expect(metresFromHome(motion.shownAt(199, 100)).east).toBeCloseTo(209, -0.5);
  });
});

describe('whatever frames come', () => {
  const seeds = Array.from({ length: 40 }, (_, i) => `drive-${i}`);

  test.each(seeds)('a unit is never ahead of what is known and at most one fix behind (%s)', (seed) => {
    const random = seededRandom(seed);
    const motion = createUnitMotion(reach);
    // Eastwards only, so that ahead and behind are a matter of one number.
    let at = 0;
    let east = 0;
    let before = 0;
    motion.feed(frame(0, off(0, 0)), 0);
    for (let fix = 0; fix < 60; fix++) {
      const interval = 200 + Math.floor(random() * 5500);
      // Frames in between carry the other units: this one has not moved.
      for (let beat = at + 100; beat < at + interval; beat += 100 + Math.floor(random() * 900)) {
        motion.feed(frame(beat, off(east, 0)), beat);
        const shown = metresFromHome(motion.shownAt(0, beat)).east;
        expect(shown).toBeLessThanOrEqual(east + 2);
        expect(shown).toBeGreaterThanOrEqual(before - 2);
      }
      at += interval;
      before = east;
      // A fix in the same place is none to the positions lane, so each is a few metres on.
      east += 3 + Math.floor((random() * 20 * interval) / 1000);
      motion.feed(frame(at, off(east, 0)), at);
    }
    expect(metresFromHome(motion.shownAt(0, at + 6000)).east).toBeCloseTo(east, -0.5);
  });
});
