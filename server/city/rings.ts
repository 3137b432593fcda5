import { sideOf } from './side.ts';

/** Closed rings to ask whether they hold a point. */
export type Rings = {
  /** By the rule for borders of placing.ts. */
  holds(ring: number, x: number, y: number): boolean;
};

/** `lines`: each x, y, x, y, … and closed. */
export function createRings(lines: readonly Float64Array[]): Rings {
  // The sides of all rings in one row, each from its lower end up: what a question reads lies together.
  const perRing = lines.map(upwardSides);
  const sides = Float64Array.from(perRing.flat());
  const starts = new Uint32Array(lines.length + 1);
  perRing.forEach((own, ring) => (starts[ring + 1] = starts[ring]! + own.length));

  return {
    holds(ring, x, y) {
      let inside = false;
      const end = starts[ring + 1]!;
      for (let i = starts[ring]!; i < end; i += 4) {
        const ay = sides[i + 1]!;
        const by = sides[i + 3]!;
        if (ay <= y && y < by && sideOf(sides[i]!, ay, sides[i + 2]!, by, x, y) > 0) inside = !inside;
      }
      return inside;
    },
  };
}

/** Lower end, upper end of every side; a level one is crossed by no line that is level itself. */
function upwardSides(line: Float64Array): number[] {
  const sides: number[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = line.subarray(i, i + 4) as unknown as [number, number, number, number];
    if (ay < by) sides.push(ax, ay, bx, by);
    else if (by < ay) sides.push(bx, by, ax, ay);
  }
  return sides;
}
