import type { LandShape } from '#data/contract/city-pack.ts';
import { contours, sample } from './contour.ts';
import { simplify } from './curve.ts';
import { toLonLat, type Km } from './frame.ts';
import { areaOf } from './plane.ts';
import { reliefAround } from './relief.ts';

/** Far enough for a wall that is four times as wide as high. km */
const EXTENT = [-46, -22, 46, 22] as const;
const STEP = 0.25;
/** Levels of the relief that are drawn, one upon the other. */
const LEVELS = [0, 0.55, 1.2, 2.0, 3.0, 4.3, 6];
/** How far a drawn line may stray, and the smallest hilltop that is drawn: km, km². */
const TOLERANCE = 0.04;
const SMALLEST = 0.8;

/** The slopes around the town, from the foot of the hills upwards. */
export function drawHills(town: readonly Km[]): LandShape[] {
  const grid = sample(EXTENT, STEP, reliefAround(simplify([...town, town[0]!], 0.03).slice(0, -1)));
  return LEVELS.flatMap((level, l) =>
    contours(grid, level)
      .filter((ring) => areaOf(ring) > SMALLEST)
      .map((ring, i): LandShape => ({
        id: `hill-${l + 1}-${i + 1}`,
        class: 'hill',
        ring: simplify([...ring, ring[0]!], TOLERANCE).map(toLonLat),
      })),
  );
}
