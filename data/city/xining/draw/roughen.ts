import type { Random } from '#data/kit/random.ts';
import type { Km } from './frame.ts';
import { between, distance, perimeterOf } from './plane.ts';

/** Waves along a border: length and height, km. */
const WAVES = [
  { length: 4.4, height: 0.13 },
  { length: 2.3, height: 0.1 },
  { length: 1.25, height: 0.06 },
];

/** A ring that no longer looks drawn with a compass: moved in and out by a few waves, a point every `step` km. */
export function roughen(ring: readonly Km[], step: number, random: Random): Km[] {
  const total = perimeterOf(ring);
  const waves = WAVES.map(({ length, height }) => ({
    turns: Math.round(total / length),
    height,
    phase: random() * 2 * Math.PI,
    second: random() * 2 * Math.PI,
  }));
  const points = evenly(ring, total / Math.round(total / step));
  return points.map((p, i) => {
    const [before, after] = [points.at(i - 1)!, points[(i + 1) % points.length]!];
    const size = distance(before, after);
    const along = (i / points.length) * 2 * Math.PI;
    // Each wave swells and fades, so that no rhythm is seen.
    const out = waves.reduce(
      (sum, { turns, height, phase, second }) =>
        sum + height * Math.sin(along * turns + phase + 1.6 * Math.sin(along * Math.round(turns / 3) + second)),
      0,
    );
    return [p[0] + ((after[1] - before[1]) / size) * out, p[1] - ((after[0] - before[0]) / size) * out];
  });
}

function evenly(ring: readonly Km[], step: number): Km[] {
  const points: Km[] = [];
  let left = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    const length = distance(a, b);
    for (; left < length - 1e-9; left += step) points.push(between(a, b, left / length));
    left -= length;
  });
  return points;
}
