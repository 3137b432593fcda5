import type { LonLat } from '#data/contract/place.ts';
import { metresBetween } from '#data/kit/metres.ts';
import type { Streets } from './streets.ts';

/**
 * One drive of a unit along the streets, decided when it begins: where the unit is at any instant
 * follows from it, however often somebody asks. A unit that stands is on a leg of one node.
 */
export type Leg = {
  nodes: readonly number[];
  /** When the unit reaches and leaves each node, ms. The first may lie before the leg began. */
  reaches: readonly number[];
  leaves: readonly number[];
  /** Which way it looked before, degrees clockwise from north. */
  heading: number;
};

/** Where a unit is on the graph: `share` of the way from one node to its neighbour, or at a node. */
export type Spot = { from: number; to: number; share: number };

/** Where to go: the nodes, and what share of the first street already lies behind. */
export type Way = { nodes: readonly number[]; share: number; seconds: number };

/** A fix without its time: degrees, metres a second, degrees clockwise from north. */
export type Motion = { lon: number; lat: number; speed: number; heading: number };

/** A unit standing at a node since `t`. */
export function standing(node: number, t: number, heading = 0): Leg {
  return { nodes: [node], reaches: [t], leaves: [t], heading };
}

/**
 * A drive that begins at `t` along the streets of a way. `speed` multiplies that of an emergency
 * unit; `pause` says how long the unit waits at a crossing, ms.
 */
export function drive(
  streets: Streets,
  { nodes, share }: Way,
  t: number,
  speed: number,
  pause: (node: number) => number = () => 0,
): Leg {
  const time = (i: number) => (streets.seconds(nodes[i]!, nodes[i + 1]!) * 1000) / speed;
  const start = nodes.length > 1 ? t - share * time(0) : t;
  const reaches = [start];
  const leaves = [start];
  for (let i = 1; i < nodes.length; i++) {
    reaches.push(leaves[i - 1]! + time(i - 1));
    leaves.push(reaches[i]! + (i < nodes.length - 1 ? pause(nodes[i]!) : 0));
  }
  return { nodes, reaches, leaves, heading: 0 };
}

/** The quickest way from a spot to a node; null when there is none. A unit may turn in the street. */
export function wayTo(streets: Streets, { from, to, share }: Spot, goal: number): Way | null {
  const back = streets.route(from, goal);
  if (share === 0 || from === to) return back && { nodes: back.nodes, share: 0, seconds: back.seconds };
  const street = streets.seconds(from, to);
  const ahead = streets.route(to, goal);
  const ways: Way[] = [];
  if (ahead) ways.push({ nodes: [from, ...ahead.nodes], share, seconds: ahead.seconds + (1 - share) * street });
  if (back) ways.push({ nodes: [to, ...back.nodes], share: 1 - share, seconds: back.seconds + share * street });
  return ways.sort((a, b) => a.seconds - b.seconds)[0] ?? null;
}

/** When the unit is at the end of its leg. */
export function endOf({ reaches }: Leg): number {
  return reaches.at(-1)!;
}

/** Where on the graph the unit is at `t`. */
export function spotOn(leg: Leg, t: number): Spot {
  const { i, share } = placeOn(leg, t);
  const from = leg.nodes[i]!;
  return share === 0 ? { from, to: from, share } : { from, to: leg.nodes[i + 1]!, share };
}

/** Place, speed and heading at `t`. */
export function motionOn(leg: Leg, streets: Streets, t: number): Motion {
  const { i, share } = placeOn(leg, t);
  const [lon, lat] = streets.nodes[leg.nodes[i]!]!;
  const next = leg.nodes[i + 1];
  if (share === 0 || next === undefined) return { lon, lat, speed: 0, heading: headingInto(leg, streets, i) };
  const there = streets.nodes[next]!;
  return {
    lon: lon + (there[0] - lon) * share,
    lat: lat + (there[1] - lat) * share,
    speed: metresBetween([lon, lat], there) / ((leg.reaches[i + 1]! - leg.leaves[i]!) / 1000),
    heading: bearing([lon, lat], there),
  };
}

/** The node last reached, and the share of the way to the next one. */
function placeOn({ reaches, leaves }: Leg, t: number): { i: number; share: number } {
  let i = reaches.length - 1;
  while (i > 0 && reaches[i]! > t) i--;
  const next = reaches[i + 1];
  if (next === undefined || t <= leaves[i]!) return { i, share: 0 };
  return { i, share: Math.min(1, (t - leaves[i]!) / (next - leaves[i]!)) };
}

/** A unit that stands looks the way it came. */
function headingInto({ nodes, heading }: Leg, streets: Streets, i: number): number {
  const before = nodes[i - 1];
  return before === undefined ? heading : bearing(streets.nodes[before]!, streets.nodes[nodes[i]!]!);
}

/** Degrees clockwise from north, on a plane that fits over a city. */
function bearing([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  const x = (lonB - lonA) * Math.cos(((latA + latB) * Math.PI) / 360);
  return Math.round((Math.atan2(x, latB - latA) * 180) / Math.PI + 360) % 360;
}
