import type { Km } from './frame.ts';
import { distance, projectOn } from './plane.ts';
import type { Edge, Plan, Vertex } from './plan.ts';

/** Edges strung together into lines, each as long as the cosine of its next bend is at least `straight`; the longest first. */
export function chainsOf(plan: Plan, edges: readonly Edge[], straight: number): Vertex[][] {
  const near = new Map<Vertex, Set<Vertex>>();
  const link = (a: Vertex, b: Vertex) => (near.get(a) ?? near.set(a, new Set()).get(a)!).add(b);
  for (const [a, b] of edges) {
    link(a, b);
    link(b, a);
  }
  const take = (a: Vertex, b: Vertex) => {
    near.get(a)!.delete(b);
    near.get(b)!.delete(a);
  };
  const extend = (chain: Vertex[]) => {
    for (;;) {
      const here = chain[chain.length - 1]!;
      const before = chain[chain.length - 2]!;
      const ways = [...near.get(here)!].map((to) => ({ to, ahead: ahead(plan, before, here, to) }));
      const best = ways.sort((x, y) => y.ahead - x.ahead)[0];
      if (best === undefined || best.ahead < straight) return;
      take(here, best.to);
      chain.push(best.to);
    }
  };
  const chains: Vertex[][] = [];
  for (const [a, b] of edges) {
    if (!near.get(a)!.has(b)) continue;
    take(a, b);
    const chain = [a, b];
    extend(chain);
    chain.reverse();
    extend(chain);
    chains.push(chain);
  }
  return chains.sort((x, y) => y.length - x.length);
}

function ahead(plan: Plan, before: Vertex, here: Vertex, to: Vertex): number {
  const [p, q, r] = [before, here, to].map((v) => plan.points[v]!) as [Km, Km, Km];
  const dot = (q[0] - p[0]) * (r[0] - q[0]) + (q[1] - p[1]) * (r[1] - q[1]);
  return dot / (distance(p, q) * distance(q, r));
}

/** The line without the vertices it passes straight through. */
export function lineOf(plan: Plan, chain: readonly Vertex[]): Km[] {
  const points = chain.map((v) => plan.points[v]!);
  const kept: Km[] = [points[0]!];
  for (let i = 1; i < points.length - 1; i++)
    if (projectOn(kept[kept.length - 1]!, points[i + 1]!, points[i]!).away > 0.002) kept.push(points[i]!);
  return [...kept, points[points.length - 1]!];
}
