import type { Km } from './frame.ts';
import { between, crossing, distance, projectOn, ringContains, turn } from './plane.ts';
import { createPlan, RIM, rounded, type Owner, type Plan, type Vertex } from './plan.ts';

/** A line as it is drawn, already smooth. */
export type Drawn = { owner: Owner; line: readonly Km[] };
export type Traced = { plan: Plan; chains: ReadonlyMap<Owner, readonly Vertex[]> };

/** Points nearer than this are one point, km. */
const SAME = 0.02;
/** A point nearer than this to a segment lies on it, km. */
const ON = 0.008;

/**
 * The faces between the lines inside the town. Where lines cross they get a common vertex; what
 * reaches out of the town or ends in the open is cut off. Earlier lines own what later ones share.
 */
export function trace(rim: readonly Km[], lines: readonly Drawn[]): Traced {
  const points: Km[] = [];
  const vertexAt = (p: Km): Vertex => {
    const known = points.findIndex((q) => distance(p, q) < SAME);
    return known >= 0 ? known : points.push(rounded(p)) - 1;
  };
  const all: Drawn[] = [{ owner: RIM, line: [...rim, rim[0]!] }, ...lines];
  const segments = all.flatMap(({ owner, line }) => {
    const vertices = line.map(vertexAt).filter((vertex, i, list) => vertex !== list[i - 1]);
    return vertices.slice(1).map((b, i) => ({ owner, a: vertices[i]!, b, on: new Set<Vertex>() }));
  });
  segments.forEach((one, i) => {
    for (const two of segments.slice(i + 1)) {
      if (one.a === two.a || one.a === two.b || one.b === two.a || one.b === two.b) continue;
      const at = crossing(points[one.a]!, points[one.b]!, points[two.a]!, points[two.b]!);
      if (at === null) continue;
      const vertex = vertexAt(at);
      one.on.add(vertex);
      two.on.add(vertex);
    }
  });

  const owners = new Map<string, Owner>();
  const chains = new Map<Owner, Vertex[]>();
  const inTown = (a: Vertex, b: Vertex) => ringContains(rim, between(points[a]!, points[b]!, 0.5));
  for (const { owner, a, b, on } of segments) {
    const placed = (vertex: Vertex) => projectOn(points[a]!, points[b]!, points[vertex]!);
    points.forEach((_, vertex) => {
      const { t, away } = placed(vertex);
      if (t > 0 && t < 1 && away < ON) on.add(vertex);
    });
    on.delete(a);
    on.delete(b);
    const stops = [a, ...[...on].sort((v, w) => placed(v).t - placed(w).t), b];
    const chain = chains.get(owner) ?? chains.set(owner, [a]).get(owner)!;
    chain.push(...stops.slice(1));
    stops.slice(1).forEach((to, i) => {
      const key = edgeKey(stops[i]!, to);
      if (!owners.has(key) && (owner === RIM || inTown(stops[i]!, to))) owners.set(key, owner);
    });
  }

  const around = adjacency(owners.keys());
  cutLooseEnds(around);
  const rings = facesOf(points, around);
  const ownerOf = (a: Vertex, b: Vertex) => owners.get(edgeKey(a, b))!;
  return { plan: createPlan(points, rings, ownerOf), chains };
}

const edgeKey = (a: Vertex, b: Vertex) => (a < b ? `${a} ${b}` : `${b} ${a}`);

type Around = Map<Vertex, Set<Vertex>>;

function adjacency(keys: Iterable<string>): Around {
  const around: Around = new Map();
  const add = (a: Vertex, b: Vertex) => (around.get(a) ?? around.set(a, new Set()).get(a)!).add(b);
  for (const key of keys) {
    const [a, b] = key.split(' ').map(Number) as [Vertex, Vertex];
    add(a, b);
    add(b, a);
  }
  return around;
}

function cutLooseEnds(around: Around): void {
  const loose = [...around.keys()].filter((vertex) => around.get(vertex)!.size === 1);
  for (let vertex = loose.pop(); vertex !== undefined; vertex = loose.pop()) {
    const [next] = around.get(vertex) ?? [];
    around.delete(vertex);
    if (next === undefined) continue;
    around.get(next)!.delete(vertex);
    if (around.get(next)!.size === 1) loose.push(next);
  }
}

/** Every ring that is walked by always turning as far left as possible, but for the outermost. */
function facesOf(points: readonly Km[], around: Around): Vertex[][] {
  const bearing = (from: Vertex, to: Vertex) =>
    Math.atan2(points[to]![1] - points[from]![1], points[to]![0] - points[from]![0]);
  const sorted = new Map([...around].map(([v, near]) => [v, [...near].sort((a, b) => bearing(v, a) - bearing(v, b))]));
  const walked = new Set<string>();
  const rings: Vertex[][] = [];
  for (const [start, near] of sorted)
    for (const first of near) {
      const ring: Vertex[] = [];
      let [a, b] = [start, first];
      while (!walked.has(`${a} ${b}`)) {
        walked.add(`${a} ${b}`);
        ring.push(a);
        const turns = sorted.get(b)!;
        const back = turns.indexOf(a);
        [a, b] = [b, turns[(back + turns.length - 1) % turns.length]!];
      }
      if (ring.length > 2 && isCounterClockwise(ring.map((vertex) => points[vertex]!))) rings.push(ring);
    }
  return rings;
}

function isCounterClockwise(ring: readonly Km[]): boolean {
  const lowest = ring.reduce(
    (best, p, i) => (p[1] < ring[best]![1] || (p[1] === ring[best]![1] && p[0] < ring[best]![0]) ? i : best),
    0,
  );
  const at = (i: number) => ring[(i + ring.length) % ring.length]!;
  return turn(at(lowest - 1), at(lowest), at(lowest + 1)) > 0;
}
