import { toKm, toLonLat, type Km } from './frame.ts';

/** A place in `Plan.points`. */
export type Vertex = number;
export type Face = number;
export type Edge = readonly [Vertex, Vertex];

/** What an edge is: the id of a line of the sketch, the city's rim, or a small street. */
export type Owner = string;
export const RIM: Owner = 'rim';
export const LANE: Owner = 'lane';

/**
 * A division of the town into faces that share their vertices: every edge has one face on each
 * side, and a vertex put on an edge is put into both, so that no gap and no overlap can arise.
 */
export type Plan = {
  readonly points: readonly Km[];
  /** Counter-clockwise, the first vertex not repeated. */
  readonly rings: ReadonlyMap<Face, readonly Vertex[]>;
  ownerOf(a: Vertex, b: Vertex): Owner;
  /** The face to the left of a -> b; undefined outside the town. */
  leftOf(a: Vertex, b: Vertex): Face | undefined;
  neighbours(vertex: Vertex): ReadonlySet<Vertex>;
  /** Puts a new vertex on an edge. */
  insert(a: Vertex, b: Vertex, at: Km): Vertex;
  /** Divides a face by a small street between two vertices of its ring. */
  cut(face: Face, from: Vertex, to: Vertex): [Face, Face];
  /** Joins `other` to `face` where they share exactly one stretch of border; false if they do not. */
  join(face: Face, other: Face): boolean;
  edges(): Iterable<Edge>;
};

export const ringOf = (plan: Plan, face: Face): Km[] => plan.rings.get(face)!.map((vertex) => plan.points[vertex]!);

const SPAN = 1 << 20;

export const rounded = (point: Km): Km => toKm(toLonLat(point));

export function createPlan(
  points: Km[],
  rings: readonly (readonly Vertex[])[],
  owner: (a: Vertex, b: Vertex) => Owner,
): Plan {
  const faces = new Map<Face, Vertex[]>();
  const left = new Map<number, Face>();
  const owners = new Map<number, Owner>();
  const around: Set<Vertex>[] = points.map(() => new Set());
  let nextFace = 0;

  const directed = (a: Vertex, b: Vertex) => a * SPAN + b;
  const undirected = (a: Vertex, b: Vertex) => directed(Math.min(a, b), Math.max(a, b));
  const pairs = (ring: readonly Vertex[]) => ring.map((a, i) => [a, ring[(i + 1) % ring.length]!] as const);

  function add(ring: Vertex[]): Face {
    const face = nextFace++;
    faces.set(face, ring);
    for (const [a, b] of pairs(ring)) left.set(directed(a, b), face);
    return face;
  }
  function link(a: Vertex, b: Vertex, what: Owner): void {
    owners.set(undirected(a, b), what);
    around[a]!.add(b);
    around[b]!.add(a);
  }
  function unlink(a: Vertex, b: Vertex): void {
    owners.delete(undirected(a, b));
    left.delete(directed(a, b));
    left.delete(directed(b, a));
    around[a]!.delete(b);
    around[b]!.delete(a);
  }

  for (const ring of rings) {
    add([...ring]);
    for (const [a, b] of pairs(ring)) link(a, b, owner(a, b));
  }

  return {
    points,
    rings: faces,
    ownerOf: (a, b) => owners.get(undirected(a, b))!,
    leftOf: (a, b) => left.get(directed(a, b)),
    neighbours: (vertex) => around[vertex]!,
    insert(a, b, at) {
      const vertex = points.push(rounded(at)) - 1;
      around.push(new Set());
      const what = owners.get(undirected(a, b))!;
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const face = left.get(directed(from, to));
        if (face === undefined) continue;
        const ring = faces.get(face)!;
        ring.splice(ring.indexOf(from) + 1, 0, vertex);
        left.set(directed(from, vertex), face).set(directed(vertex, to), face);
      }
      unlink(a, b);
      link(a, vertex, what);
      link(vertex, b, what);
      return vertex;
    },
    cut(face, from, to) {
      const ring = faces.get(face)!;
      const start = ring.indexOf(from);
      const turned = [...ring.slice(start), ...ring.slice(0, start)];
      const end = turned.indexOf(to);
      faces.delete(face);
      const parts: [Face, Face] = [add(turned.slice(0, end + 1)), add([...turned.slice(end), from])];
      link(from, to, LANE);
      return parts;
    },
    join(face, other) {
      const ring = faces.get(face)!;
      const shared = pairs(ring).filter(([a, b]) => left.get(directed(b, a)) === other);
      const starts = new Set(shared.map(([a]) => a));
      const first = shared.filter(([a]) => !shared.some(([, b]) => b === a));
      if (first.length !== 1) return false;
      const otherRing = faces.get(other)!;
      const begin = first[0]![0];
      const turned = rotated(ring, begin);
      const end = turned.findIndex((vertex) => !starts.has(vertex));
      const joined = [...turned.slice(end), ...rotated(otherRing, begin).slice(0, otherRing.length - shared.length)];
      for (const [a, b] of shared) unlink(a, b);
      faces.delete(other);
      faces.set(face, joined);
      for (const [a, b] of pairs(joined)) left.set(directed(a, b), face);
      return true;
    },
    *edges() {
      for (const key of owners.keys()) yield [Math.floor(key / SPAN), key % SPAN];
    },
  };
}

const rotated = (ring: readonly Vertex[], first: Vertex) => {
  const start = ring.indexOf(first);
  return [...ring.slice(start), ...ring.slice(0, start)];
};
