import Flatbush from 'flatbush';
import type { StreetGraph } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import { metresBetween } from '#data/kit/metres.ts';
import { largestPart } from './largest-part.ts';

/** A place on a street: `share` of the way along edge number `edge`, and how far off it was, metres. */
export type Snap = { edge: number; share: number; off: number };

/**
 * The streets that a place lies at: the nearest one, and the nearest one of the part that most of
 * the city belongs to, where that is another. Empty where no street is within `OFF_NETWORK`.
 */
export type Snapping = (at: LonLat) => Snap[];

/** Metres from the nearest street from which on a place is not on the network. */
export const OFF_NETWORK = 1000;
/** Looked at in turn of the distance of their boxes; the true distance decides. */
const CANDIDATES = 24;

export function createSnapping({ nodes, edges }: StreetGraph): Snapping {
  const around: number[][] = nodes.map(() => []);
  for (const [from, to] of edges) {
    around[from]!.push(to);
    around[to]!.push(from);
  }
  const main = new Set(largestPart(around));
  // A degree of longitude is shorter than one of latitude: the index needs them alike.
  const shrink = Math.cos(((nodes[0]?.[1] ?? 0) * Math.PI) / 180);
  const index = boxes(edges.map(([from, to]) => [nodes[from]!, nodes[to]!]));
  const inMain = (edge: number) => main.has(edges[edge]![0]);

  return (at) => {
    const anywhere = nearest(at);
    if (!anywhere) return [];
    if (inMain(anywhere.edge)) return [anywhere];
    const mainland = nearest(at, inMain);
    return mainland ? [anywhere, mainland] : [anywhere];
  };

  function nearest(at: LonLat, keep?: (edge: number) => boolean): Snap | undefined {
    const [x, y] = [at[0] * shrink, at[1]];
    const found = index?.neighbors(x, y, CANDIDATES, Infinity, keep) ?? [];
    let best: Snap | undefined;
    for (const edge of found) {
      const snap = onEdge(edge, at);
      if (!best || snap.off < best.off) best = snap;
    }
    return best && best.off <= OFF_NETWORK ? best : undefined;
  }

  function onEdge(edge: number, at: LonLat): Snap {
    const [from, to] = edges[edge]!;
    const [a, b] = [nodes[from]!, nodes[to]!];
    const [dx, dy] = [(b[0] - a[0]) * shrink, b[1] - a[1]];
    const squared = dx * dx + dy * dy;
    const along = (at[0] - a[0]) * shrink * dx + (at[1] - a[1]) * dy;
    const share = squared === 0 ? 0 : Math.min(1, Math.max(0, along / squared));
    const foot: LonLat = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
    return { edge, share, off: metresBetween(at, foot) };
  }

  function boxes(lines: readonly (readonly [LonLat, LonLat])[]): Flatbush | null {
    if (lines.length === 0) return null;
    const made = new Flatbush(lines.length);
    for (const [[aLon, aLat], [bLon, bLat]] of lines) {
      const [ax, bx] = [aLon * shrink, bLon * shrink];
      made.add(Math.min(ax, bx), Math.min(aLat, bLat), Math.max(ax, bx), Math.max(aLat, bLat));
    }
    made.finish();
    return made;
  }
}
