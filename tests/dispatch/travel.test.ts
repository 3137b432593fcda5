import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StreetGraph } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import { metresBetween } from '#data/kit/metres.ts';
import { createTravel } from '#server/dispatch/travel.ts';
import { pack } from '../city/packs.ts';

type Edge = StreetGraph['edges'][number];

/** Any streets of which each can be reached from each. */
const anyGraph: fc.Arbitrary<StreetGraph> = fc
  .uniqueArray(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 2, maxLength: 10, selector: ([x, y]) => 31 * x + y })
  .chain((places) => {
    // Off the lattice by a little, so that no three of them lie on a line.
    const nodes = places.map(([x, y]): LonLat => [
      12 + (x + 0.3 * ((x * 0.618 + y * 0.414) % 1)) / 1000,
      48 + (y + 0.3 * ((y * 0.732 + x * 0.236) % 1)) / 1000,
    ]);
    const node = fc.nat(nodes.length - 1);
    const kmh = fc.integer({ min: 5, max: 80 });
    return fc
      .tuple(
        fc.array(kmh, { minLength: nodes.length - 1, maxLength: nodes.length - 1 }),
        fc.array(fc.tuple(node, node, kmh), { maxLength: 12 }),
      )
      .map(([chain, more]) => {
        const edge = (a: number, b: number, speed: number): Edge => [
          a,
          b,
          metresBetween(nodes[a]!, nodes[b]!) * 1.2 + 1,
          speed,
        ];
        return {
          nodes,
          edges: [
            ...chain.map((speed, i) => edge(i, i + 1, speed)),
            ...more.filter(([a, b]) => a !== b).map(([a, b, speed]) => edge(a, b, speed)),
          ],
        };
      });
  })
  // Where a street runs through a crossing of others, a place there is on either.
  .filter(({ nodes, edges }) =>
    edges.every(([a, b]) => nodes.every((at, i) => i === a || i === b || !passes(nodes[a]!, nodes[b]!, at))),
  );

/** Seconds from one node to all, by going over all edges until nothing gets better (Bellman, Ford). */
function bellmanFord({ nodes, edges }: StreetGraph, from: number): number[] {
  const times = nodes.map((_, i) => (i === from ? 0 : Infinity));
  for (const _ of nodes)
    for (const [a, b, metres, kmh] of edges) {
      const seconds = metres / (kmh / 3.6);
      times[b] = Math.min(times[b]!, times[a]! + seconds);
      times[a] = Math.min(times[a]!, times[b]! + seconds);
    }
  return times;
}

const between = (a: LonLat, b: LonLat, share: number): LonLat => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
];

describe('travel times', () => {
  test('from one place to all are those that going over every street again and again finds', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const travel = createTravel(graph);
        for (const from of graph.nodes.keys()) {
          const reach = travel.from([graph.nodes[from]!]);
          const times = bellmanFord(graph, from);
          for (const [to, place] of graph.nodes.entries()) expect(reach(place)!.seconds).toBeCloseTo(times[to]!, 4);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('to a place in a street are as if the street were cut in two there, in either direction', () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (graph, pick, share) => {
        const cut = pick % graph.edges.length;
        const [a, b, metres, kmh] = graph.edges[cut]!;
        const place = between(graph.nodes[a]!, graph.nodes[b]!, share);
        // Another street may run through the very place: then there is more than one true answer.
        const [first] = graph.edges.filter(([c, d], i) => i !== cut && passes(graph.nodes[c]!, graph.nodes[d]!, place));
        fc.pre(first === undefined);
        const node = graph.nodes.length;
        const divided: StreetGraph = {
          nodes: [...graph.nodes, place],
          edges: [
            ...graph.edges.filter((_, i) => i !== cut),
            [a, node, Math.max(1e-9, metres * share), kmh],
            [node, b, Math.max(1e-9, metres * (1 - share)), kmh],
          ],
        };
        const times = bellmanFord(divided, node);
        const travel = createTravel(graph);
        for (const [to, at] of graph.nodes.entries()) {
          expect(travel.from([place])(at)!.seconds).toBeCloseTo(times[to]!, 1);
          expect(travel.from([at])(place)!.seconds).toBeCloseTo(times[to]!, 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('from several places at once are those from the nearest of them', () => {
    fc.assert(
      fc.property(anyGraph, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (graph, picks) => {
        const travel = createTravel(graph);
        const places = picks.map((pick) => graph.nodes[pick % graph.nodes.length]!);
        const together = travel.from(places);
        for (const to of graph.nodes)
          expect(together(to)!.seconds).toBeCloseTo(
            Math.min(...places.map((place) => travel.from([place])(to)!.seconds)),
            4,
          );
      }),
    );
  });
});

/** 2 m are as good as through. */
function passes(a: LonLat, b: LonLat, place: LonLat): boolean {
  return Array.from({ length: 2001 }, (_, i) => between(a, b, i / 2000)).some((at) => metresBetween(at, place) < 5);
}

describe('a river with one bridge', () => {
  /*  0 ── 1 ── 2    north bank; the bridge is between 2 and 5, two kilometres down
   *            │
   *  3 ── 4 ── 5    south bank, 200 m further south */
  const at = (x: number, y: number): LonLat => [12 + x / 74_400, 48 + y / 111_195];
  const river: StreetGraph = {
    nodes: [at(0, 200), at(1000, 200), at(2000, 200), at(0, 0), at(1000, 0), at(2000, 0)],
    edges: [
      [0, 1, 1000, 36],
      [1, 2, 1000, 36],
      [3, 4, 1000, 36],
      [4, 5, 1000, 36],
      [2, 5, 200, 36],
    ],
  };
  const reach = createTravel(river).from([at(0, 0)]);

  test('makes a unit far that is near as the crow flies', () => {
    expect(reach(at(0, 200))!.seconds).toBeCloseTo(420, 0);
    expect(reach(at(0, 200))!.metres).toBeCloseTo(4200, -1);
    expect(reach(at(1000, 0))!.seconds).toBeCloseTo(100, 0);
  });

  test('adds the way on foot between a street and a unit beside it, beyond what its fix may be off', () => {
    expect(reach(at(1000, -20))!.seconds).toBeCloseTo(100, 0);
    expect(reach(at(1000, -100))!.seconds).toBeCloseTo(100 + 70 / (5 / 3.6), 0);
  });

  test('says of a unit far from any street that there is no way', () => {
    expect(reach(at(0, -1500))).toBeNull();
  });

  test('finds no way to an island, and the way between two places on it', () => {
    const travel = createTravel({
      nodes: [...river.nodes, at(9000, 0), at(9500, 0)],
      edges: [...river.edges, [6, 7, 500, 36]],
    });
    expect(travel.from([at(0, 0)])(at(9000, 0))).toBeNull();
    expect(travel.from([at(9500, 0)])(at(9000, 0))!.seconds).toBeCloseTo(50, 0);
  });

  test('reaches a place by a dead piece of street from the street beside it', () => {
    const travel = createTravel({
      nodes: [...river.nodes, at(500, -60), at(520, -60)],
      edges: [...river.edges, [6, 7, 20, 36]],
    });
    expect(travel.from([at(0, 0)])(at(510, -60))!.seconds).toBeCloseTo(51 + 30 / (5 / 3.6), 0);
  });

  test('is no way at all where there are no streets', () => {
    expect(createTravel({ nodes: [], edges: [] }).from([at(0, 0)])(at(0, 0))).toBeNull();
  });
});

test('one search answers 180 units of the model city in a few milliseconds', async () => {
  const { graph } = await pack('xining');
  const travel = createTravel(graph);
  const units = Array.from({ length: 180 }, (_, i) => graph.nodes[(i * 13) % graph.nodes.length]!);
  const once = () => {
    const began = performance.now();
    const reach = travel.from([graph.nodes[7]!]);
    const reached = units.filter((place) => reach(place) !== null).length;
    return { ms: performance.now() - began, reached };
  };
  for (let i = 0; i < 20; i++) once();
  const runs = Array.from({ length: 9 }, once).sort((a, b) => a.ms - b.ms);
  console.info(`180 units over ${graph.nodes.length} nodes: ${runs[4]!.ms.toFixed(2)} ms`);
  expect(runs[4]!.reached).toBeGreaterThan(170);
});
