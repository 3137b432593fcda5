import FlatQueue from 'flatqueue';
import type { StreetGraph } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import { createSnapping, type Snap } from './snap.ts';

/** How far a unit has to go along the streets of its quickest way, and how long that takes. */
export type Way = { seconds: number; metres: number };

/** The quickest way from the nearest of some places to this one; null: no street leads there. */
export type Reach = (to: LonLat) => Way | null;

/**
 * Travel times over the city pack's streets, at the speeds that it gives each. One search answers
 * for every unit at once: streets are passable both ways, so the way from the incident is the way to it.
 */
export type Travel = {
  /** One search from all of these at once; what it returns answers any number of places. */
  from(places: readonly LonLat[]): Reach;
};

/** The way between a street and a place beside it goes on foot: 5 km/h, beyond what a fix may be off. */
const ON_FOOT = 5 / 3.6;
const FIX_MAY_BE_OFF = 30;

export function createTravel(graph: StreetGraph): Travel {
  const { nodes, edges } = graph;
  const snapAnew = createSnapping(graph);
  // The anchors of cells are asked for again and again.
  const snapped = new WeakMap<LonLat, Snap[]>();
  const seconds = Float64Array.from(edges, ([, , metres, kmh]) => metres / (kmh / 3.6));
  const streetsAt: number[][] = nodes.map(() => []);
  for (const [edge, [from, to]] of edges.entries()) {
    streetsAt[from]!.push(edge);
    streetsAt[to]!.push(edge);
  }

  return {
    from(places) {
      const starts = places.flatMap((place) => snap(place));
      const search = spread(starts);
      return (to) => best(snap(to).flatMap((end) => [search(end), ...alongOneStreet(starts, end)]));
    },
  };

  function snap(at: LonLat): Snap[] {
    let found = snapped.get(at);
    if (!found) snapped.set(at, (found = snapAnew(at)));
    return found;
  }

  /** Dijkstra from all starts; answers the way to a place on a street through one of its ends. */
  function spread(starts: readonly Snap[]): (end: Snap) => Way | null {
    const time = new Float64Array(nodes.length).fill(Infinity);
    const length = new Float64Array(nodes.length);
    const open = new FlatQueue();
    const offer = (node: number, cost: number, metres: number) => {
      if (cost >= time[node]!) return;
      time[node] = cost;
      length[node] = metres;
      open.push(node, cost);
    };
    for (const start of starts) {
      const [from, to, metres] = edges[start.edge]!;
      const walk = onFoot(start);
      offer(from, walk + start.share * seconds[start.edge]!, start.off + start.share * metres);
      offer(to, walk + (1 - start.share) * seconds[start.edge]!, start.off + (1 - start.share) * metres);
    }
    while (open.length > 0) {
      const cost = open.peekValue()!;
      const node = open.pop()!;
      if (cost > time[node]!) continue;
      for (const edge of streetsAt[node]!) {
        const [from, to, metres] = edges[edge]!;
        offer(from === node ? to : from, cost + seconds[edge]!, length[node]! + metres);
      }
    }
    return (end) => {
      const [from, to, metres] = edges[end.edge]!;
      const through = (node: number, share: number): Way => ({
        seconds: time[node]! + share * seconds[end.edge]! + onFoot(end),
        metres: length[node]! + share * metres + end.off,
      });
      return best([through(from, end.share), through(to, 1 - end.share)]);
    };
  }

  /** Who is in the very street need not go round by its ends. */
  function alongOneStreet(starts: readonly Snap[], end: Snap): Way[] {
    return starts
      .filter(({ edge }) => edge === end.edge)
      .map((start) => {
        const share = Math.abs(start.share - end.share);
        return {
          seconds: share * seconds[end.edge]! + onFoot(start) + onFoot(end),
          metres: share * edges[end.edge]![2] + start.off + end.off,
        };
      });
  }
}

const onFoot = ({ off }: Snap) => Math.max(0, off - FIX_MAY_BE_OFF) / ON_FOOT;

function best(ways: readonly (Way | null)[]): Way | null {
  let quickest: Way | null = null;
  for (const way of ways)
    if (way && Number.isFinite(way.seconds) && (!quickest || way.seconds < quickest.seconds)) quickest = way;
  return quickest;
}
