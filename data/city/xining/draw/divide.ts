import type { Random } from '#data/kit/random.ts';
import { bestCut } from './cut.ts';
import type { Km } from './frame.ts';
import { areaOf, centroidOf } from './plane.ts';
import { ringOf, type Face, type Plan, type Vertex } from './plan.ts';

/**
 * Divides every face, the largest first, across its longer side, until none is larger than
 * `sizeAt` allows there (km²). New streets prefer right angles and to continue what meets them.
 */
export function divide(plan: Plan, sizeAt: (at: Km) => number, random: Random): void {
  const excess = (face: Face) => {
    const ring = ringOf(plan, face);
    return areaOf(ring) / sizeAt(centroidOf(ring));
  };
  const todo = [...plan.rings.keys()].map((face) => ({ face, excess: excess(face) }));
  for (;;) {
    todo.sort((a, b) => a.excess - b.excess);
    const next = todo.pop();
    if (next === undefined || next.excess <= 1) return;
    const cut = bestCut(plan, next.face, random);
    if (cut === null) continue;
    const [from, to] = cut.ends.map((end) => end.corner ?? plan.insert(end.a, end.b, end.at)) as [Vertex, Vertex];
    for (const face of plan.cut(next.face, from, to)) todo.push({ face, excess: excess(face) });
  }
}
