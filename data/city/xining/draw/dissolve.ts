import type { Km } from './frame.ts';
import { distance } from './plane.ts';
import { ringOf, type Face, type Plan, type Vertex } from './plan.ts';

/**
 * Joins faces that are too small or too thin to the neighbour along their longest border that
 * `mayOpen` (an owner's edge may vanish).
 */
export function dissolve(
  plan: Plan,
  unfit: (ring: readonly Km[]) => boolean,
  mayOpen: (a: Vertex, b: Vertex) => boolean,
): void {
  for (const face of [...plan.rings.keys()]) {
    const vertices = plan.rings.get(face);
    if (vertices === undefined || !unfit(ringOf(plan, face))) continue;
    const shared = new Map<Face, number>();
    vertices.forEach((a, i) => {
      const b = vertices[(i + 1) % vertices.length]!;
      const other = plan.leftOf(b, a);
      if (other !== undefined && mayOpen(a, b))
        shared.set(other, (shared.get(other) ?? 0) + distance(plan.points[a]!, plan.points[b]!));
    });
    const order = [...shared].sort((x, y) => y[1] - x[1]);
    for (const [other] of order) if (plan.join(other, face)) break;
  }
}
