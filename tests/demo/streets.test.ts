import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StreetGraph } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import { metresBetween } from '#data/kit/metres.ts';
import { drive, endOf, motionOn, spotOn, wayTo, type Leg } from '#server/demo/fleet/leg.ts';
import { createStreets, type Streets } from '#server/demo/fleet/streets.ts';
import { makePack } from '../support/pack.ts';

/** Any streets between a few places, with some left alone; no street is shorter than the crow flies. */
const anyGraph: fc.Arbitrary<StreetGraph> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), { minLength: 2, maxLength: 12 })
  .chain((places) => {
    const nodes = places.map(([x, y]): LonLat => [12 + x / 1000, 48 + y / 1000]);
    const node = fc.integer({ min: 0, max: nodes.length - 1 });
    return fc
      .array(fc.tuple(node, node, fc.integer({ min: 5, max: 80 })), { minLength: 1, maxLength: 25 })
      .map((pairs) => ({
        nodes,
        edges: pairs
          .filter(
            ([a, b], i) => a !== b && pairs.findIndex(([c, d]) => (a === c && b === d) || (a === d && b === c)) === i,
          )
          .map(([a, b, kmh]): [number, number, number, number] => [
            a,
            b,
            metresBetween(nodes[a]!, nodes[b]!) * 1.1 + 1,
            kmh,
          ]),
      }));
  })
  .filter(({ edges }) => edges.length > 0);

/** Travel times from everywhere to everywhere, the slow and certain way. */
function allSeconds({ nodes, edges }: StreetGraph): number[][] {
  const times = nodes.map((_, i) => nodes.map((_, j) => (i === j ? 0 : Infinity)));
  for (const [a, b, metres, kmh] of edges) times[a]![b] = times[b]![a] = metres / (kmh / 3.6);
  for (const k of nodes.keys())
    for (const i of nodes.keys())
      for (const j of nodes.keys()) times[i]![j] = Math.min(times[i]![j]!, times[i]![k]! + times[k]![j]!);
  return times;
}

describe('the way through the streets', () => {
  test('is the quickest there is, along streets that exist; and there is none where none leads', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const streets = createStreets(graph);
        const times = allSeconds(graph);
        for (const from of graph.nodes.keys())
          for (const to of graph.nodes.keys()) {
            const route = streets.route(from, to);
            if (times[from]![to] === Infinity) expect(route).toBeNull();
            else {
              expect(route!.seconds).toBeCloseTo(times[from]![to]!, 6);
              expect([route!.nodes[0], route!.nodes.at(-1)]).toEqual([from, to]);
              const driven = route!.nodes.slice(1).map((node, i) => streets.seconds(route!.nodes[i]!, node));
              expect(driven.reduce((sum, each) => sum + each, 0)).toBeCloseTo(route!.seconds, 6);
            }
          }
      }),
      { numRuns: 200 },
    );
  });

  test('spreads out in the order of travel time', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const seen: number[] = [];
        const times = allSeconds(graph)[0]!;
        createStreets(graph).spreadOut(0, (node, seconds) => {
          expect(seconds).toBeCloseTo(times[node]!, 6);
          seen.push(seconds);
          return false;
        });
        expect(seen).toEqual(seen.toSorted((a, b) => a - b));
        expect(seen.length).toBe(times.filter(Number.isFinite).length);
      }),
    );
  });

  test('begins in the part of the city that most streets belong to', () => {
    const graph: StreetGraph = {
      nodes: [
        [12, 48],
        [12.001, 48],
        [12.002, 48],
        [12.5, 48],
        [12.501, 48],
      ],
      edges: [
        [0, 1, 100, 30],
        [1, 2, 100, 30],
        [3, 4, 100, 30],
      ],
    };
    expect(createStreets(graph).nodeNear([12.5, 48])).toBe(2);
  });
});

/** Metres from a place to the nearest street. */
function offStreet({ nodes, edges }: StreetGraph, [lon, lat]: LonLat): number {
  const metres = (place: LonLat) => metresBetween(place, [lon, lat]);
  return Math.min(
    ...edges.map(([from, to]) => {
      const [a, b] = [nodes[from]!, nodes[to]!];
      const shrink = Math.cos((lat * Math.PI) / 180) ** 2;
      const along = (lon - a[0]) * (b[0] - a[0]) * shrink + (lat - a[1]) * (b[1] - a[1]);
      const share = along / ((b[0] - a[0]) ** 2 * shrink + (b[1] - a[1]) ** 2);
      const t = Math.min(1, Math.max(0, share));
      return metres([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
    }),
  );
}

describe('a drive', () => {
  const { graph } = makePack();
  const streets: Streets = createStreets(graph);
  const node = fc.integer({ min: 0, max: graph.nodes.length - 1 });

  test('never leaves the streets, never jumps and keeps to the speed of each, whenever it is sent elsewhere', () => {
    const fastest = 50 / 3.6;
    fc.assert(
      fc.property(
        node,
        fc.array(fc.tuple(node, fc.integer({ min: 0, max: 90 })), { minLength: 1, maxLength: 6 }),
        (start, orders) => {
          let leg: Leg = drive(streets, { nodes: [start], share: 0, seconds: 0 }, 0, 1);
          let t = 0;
          let [lon, lat] = streets.nodes[start]!;
          for (const [goal, seconds] of orders) {
            const way = wayTo(streets, spotOn(leg, t), goal)!;
            leg = drive(streets, way, t, 1);
            expect(endOf(leg)).toBeCloseTo(t + way.seconds * 1000, 3);
            for (let second = 0; second <= seconds; second += 3) {
              const now = motionOn(leg, streets, t + second * 1000);
              const moved = metresBetween([lon, lat], [now.lon, now.lat]);
              expect(moved).toBeLessThanOrEqual(3 * fastest * 1.02 + 0.01);
              expect(now.speed).toBeLessThanOrEqual(fastest * 1.02);
              expect(offStreet(graph, [now.lon, now.lat])).toBeLessThan(0.5);
              [lon, lat] = [now.lon, now.lat];
            }
            t += seconds * 1000;
            ({ lon, lat } = motionOn(leg, streets, t));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('ends where it was sent, and stays there looking the way it came', () => {
    const leg = drive(streets, wayTo(streets, { from: 0, to: 0, share: 0 }, 4)!, 1000, 1);
    const there = motionOn(leg, streets, endOf(leg) + 60_000);
    expect([there.lon, there.lat]).toEqual(streets.nodes[4]);
    expect(there.speed).toBe(0);
    expect(there.heading).toBe(90);
  });

  test('turns in the street when that is quicker', () => {
    const leg = drive(streets, wayTo(streets, { from: 0, to: 0, share: 0 }, 1)!, 0, 1);
    const spot = spotOn(leg, endOf(leg) / 4);
    expect(spot.share).toBeCloseTo(0.25);
    expect(wayTo(streets, spot, 0)!.nodes).toEqual([1, 0]);
    expect(wayTo(streets, spot, 1)!.nodes).toEqual([0, 1]);
  });
});
