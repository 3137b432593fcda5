/** Metres of a degree of latitude, on a sphere of the Earth's mean radius (6,371 km). */
export const METRES_PER_DEGREE = 111_195;

/** Metres as the crow flies between two [longitude, latitude], on a plane that fits over a city. */
export function metresBetween(
  [lonA, latA]: readonly [number, number],
  [lonB, latB]: readonly [number, number],
): number {
  const x = (lonB - lonA) * Math.cos(((latA + latB) * Math.PI) / 360);
  return Math.hypot(x, latB - latA) * METRES_PER_DEGREE;
}
