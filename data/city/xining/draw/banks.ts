import { between, distance } from './plane.ts';
import { LANE, type Plan, type Vertex } from './plan.ts';

/** Where small streets end: before the middle of a river, before the rails. km. */
const BEFORE_WATER = 0.06;
const BEFORE_RAILS = 0.03;

/**
 * Small streets do not cross rivers, and cross the railway only where they go on beyond it.
 * Gives the vertices no small street may reach, and those where it ends instead.
 */
export function endAtBanks(
  plan: Plan,
  isWater: (owner: string) => boolean,
  isRailway: (owner: string) => boolean,
): { closed: ReadonlySet<Vertex>; ends: ReadonlySet<Vertex> } {
  const closed = new Set<Vertex>();
  const ends = new Set<Vertex>();
  const lanesAt = (v: Vertex) => [...plan.neighbours(v)].filter((w) => plan.ownerOf(v, w) === LANE);
  for (const v of plan.points.keys()) {
    const owners = [...plan.neighbours(v)].map((w) => plan.ownerOf(v, w));
    const wet = owners.some(isWater);
    const lanes = lanesAt(v);
    if (!wet && !(owners.some(isRailway) && lanes.length < 2)) continue;
    closed.add(v);
    const gap = wet ? BEFORE_WATER : BEFORE_RAILS;
    for (const w of lanes) {
      const length = distance(plan.points[v]!, plan.points[w]!);
      if (length > 2 * gap) ends.add(plan.insert(v, w, between(plan.points[v]!, plan.points[w]!, gap / length)));
    }
  }
  return { closed, ends };
}
