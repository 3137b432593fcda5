import { worldPixels } from '../widget/mercator.ts';
import type { UnitMotion } from './unit-motion.ts';

/** A unit that moved less than this many pixels has not visibly moved. */
const NOTICED = 0.4;
/** Never more often than this, ms: 30 times a second is smooth at any distance from a wall. */
const SOONEST = 33;
const LATEST = 1000;

/**
 * In how many ms the next paint is worth its while, or null when every unit rests. On a map of a
 * whole city a car crosses a pixel in a second or two: painting 60 times a second would be for nothing.
 */
export function nextPaint(motion: UnitMotion, zoom: number, now: number): number | null {
  if (now >= motion.restsAt || motion.fastest === 0) return null;
  const pixelsPerMs = motion.fastest * motion.box.width * worldPixels(zoom);
  return Math.min(LATEST, Math.max(SOONEST, NOTICED / pixelsPerMs));
}

/** Side of the mark of a call for help, CSS pixels on a desk: its ring goes around any mark of an incident. */
export const CALL_SIZE = 54;

/**
 * Side of a unit's picture in CSS pixels on a desk: smaller where the map is small, and when there
 * are very many.
 */
export function unitSize(count: number, zoom: number): number {
  const near = 15 * 2 ** ((zoom - 10.5) / 4);
  const crowd = Math.sqrt(600 / Math.max(600, count));
  return Math.min(28, Math.max(8, near * crowd));
}
