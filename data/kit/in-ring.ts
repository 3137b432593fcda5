type LonLat = readonly [number, number];

/**
 * Whether a closed ring holds a place: a ray to the east crosses what holds it an odd number of times. What lies on the
 * border may come out either way; where two cells share one, server/city/placing.ts decides.
 */
export function isInRing(ring: readonly LonLat[], [x, y]: LonLat): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}
