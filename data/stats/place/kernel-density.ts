import { positive } from '../counts/whole.ts';

/**
 * Events per unit of area at a place, each spread over a disc of radius `bandwidth`: the quartic kernel (Silverman
 * 1986, Density Estimation, 4.2; as crime maps use it). Over the whole plane it sums to the number of events.
 * Nothing is corrected at the edge of what is known: places nearer to it than the bandwidth must be marked.
 * @throws {RangeError} on a bandwidth that is not above 0
 */
export function kernelDensity(
  events: readonly (readonly [x: number, y: number])[],
  bandwidth: number,
): (x: number, y: number) => number {
  positive('a bandwidth', bandwidth);
  const peak = 3 / (Math.PI * bandwidth ** 2);
  return (x, y) => {
    let density = 0;
    for (const [u, v] of events) {
      const far = ((u - x) ** 2 + (v - y) ** 2) / bandwidth ** 2;
      if (far < 1) density += peak * (1 - far) ** 2;
    }
    return density;
  };
}
