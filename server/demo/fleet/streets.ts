import FlatQueue from 'flatqueue';
import type { StreetGraph } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import { metresBetween } from '#data/kit/metres.ts';
import { largestPart } from '../../dispatch/largest-part.ts';

/** A way along the streets: the nodes passed, and how long it takes an emergency unit. */
export type Route = { nodes: number[]; seconds: number };

/** The streets as something to drive on. Nodes are indices into the graph's own list. */
export type Streets = {
  readonly nodes: readonly LonLat[];
  /** Seconds along the edge between two neighbours. @throws {RangeError} when there is none. */
  seconds(from: number, to: number): number;
  neighbours(node: number): readonly number[];
  /** The quickest way, or null when there is none. */
  route(from: number, to: number): Route | null;
  /** Visits nodes in the order of their travel time from `from`, until `visit` answers true. */
  spreadOut(from: number, visit: (node: number, seconds: number) => boolean): void;
  /** The node nearest to a place as the crow flies, of those from which most of the city is reached. */
  nodeNear(at: LonLat): number;
  /** The nodes of that same part within so many metres as the crow flies. */
  nodesWithin(at: LonLat, metres: number): number[];
};

type Edge = { to: number; seconds: number };

export function createStreets(graph: StreetGraph): Streets {
  const { nodes } = graph;
  const edges: Edge[][] = nodes.map(() => []);
  for (const [from, to, metres, kmh] of graph.edges) {
    const seconds = metres / (kmh / 3.6);
    edges[from]!.push({ to, seconds });
    edges[to]!.push({ to: from, seconds });
  }
  const around = edges.map((list) => list.map(({ to }) => to));
  const fastest = Math.max(...graph.edges.map(([, , , kmh]) => kmh)) / 3.6;
  const main = largestPart(around);
  const places = Float64Array.from(nodes.flat());
  // Reused by every search, which starts a new generation in place of clearing them.
  const best = new Float64Array(nodes.length);
  const came = new Int32Array(nodes.length);
  const seen = new Uint32Array(nodes.length);
  let generation = 0;

  return { nodes, seconds, neighbours: (node) => around[node]!, route, spreadOut, nodeNear, nodesWithin };

  function seconds(from: number, to: number): number {
    const edge = edges[from]!.find((each) => each.to === to);
    if (!edge) throw new RangeError(`no street joins node ${from} and node ${to}`);
    return edge.seconds;
  }

  /** A*: the straight line at the speed of the fastest street never overestimates. */
  function route(from: number, to: number): Route | null {
    const goal = nodes[to]!;
    let found = false;
    search(
      from,
      (node) => metresBetween(nodes[node]!, goal) / fastest,
      (node) => (found = node === to),
    );
    if (!found) return null;
    const path = [to];
    while (path.at(-1) !== from) path.push(came[path.at(-1)!]!);
    return { nodes: path.reverse(), seconds: best[to]! };
  }

  function spreadOut(from: number, visit: (node: number, seconds: number) => boolean): void {
    search(
      from,
      () => 0,
      (node) => visit(node, best[node]!),
    );
  }

  function search(from: number, atLeast: (node: number) => number, settle: (node: number) => boolean): void {
    generation++;
    const open = new FlatQueue<{ node: number; cost: number }>();
    best[from] = 0;
    came[from] = from;
    seen[from] = generation;
    open.push({ node: from, cost: 0 }, atLeast(from));
    for (let next = open.pop(); next; next = open.pop()) {
      const { node, cost } = next;
      if (cost > best[node]!) continue;
      if (settle(node)) return;
      for (const edge of edges[node]!) {
        const sum = cost + edge.seconds;
        if (seen[edge.to] === generation && best[edge.to]! <= sum) continue;
        seen[edge.to] = generation;
        best[edge.to] = sum;
        came[edge.to] = node;
        open.push({ node: edge.to, cost: sum }, sum + atLeast(edge.to));
      }
    }
  }

  function nodeNear(at: LonLat): number {
    const [lon, lat] = at;
    const shrink = Math.cos((lat * Math.PI) / 180);
    let nearest = main[0]!;
    let least = Infinity;
    for (const node of main) {
      const x = (places[2 * node]! - lon) * shrink;
      const y = places[2 * node + 1]! - lat;
      const squared = x * x + y * y;
      if (squared < least) {
        least = squared;
        nearest = node;
      }
    }
    return nearest;
  }

  function nodesWithin(at: LonLat, metres: number): number[] {
    return main.filter((node) => metresBetween(nodes[node]!, at) <= metres);
  }
}
