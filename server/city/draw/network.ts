import type { Street, StreetGraph } from '#data/contract/city-pack.ts';
import { endAtBanks } from './banks.ts';
import { smooth } from './curve.ts';
import { toLonLat, type Km } from './frame.ts';
import { between, distance, projectOn } from './plane.ts';
import { LANE, RIM, type Owner, type Plan, type Vertex } from './plan.ts';
import type { Stroke } from './stroke.ts';

/** Longest edge of the network, km. */
const STRIDE = 0.39;
const KMH = { trunk: 52, main: 42, minor: 28 } as const;
type Class = keyof typeof KMH;

/** The streets of a plan as lines to draw and as a network to drive on. */
export function layStreets(plan: Plan, strokes: readonly Stroke[]): { streets: Street[]; graph: StreetGraph } {
  const idsOf = (kind: Stroke['kind']) => new Set(strokes.filter((s) => s.kind === kind).map((s) => s.id));
  const [waters, rails] = [idsOf('river'), idsOf('railway')];
  const classOf = new Map<Owner, Class>(
    strokes.flatMap((s) => (s.kind === 'trunk' || s.kind === 'main' ? [[s.id, s.kind]] : [])),
  );
  const { closed, ends } = endAtBanks(
    plan,
    (owner) => waters.has(owner),
    (owner) => rails.has(owner),
  );
  const open = openEdges(plan, classOf, closed, ends);
  const streets: Street[] = [];
  for (const stroke of strokes) {
    const kind = classOf.get(stroke.id);
    if (kind === undefined) continue;
    const chains = chainsOf(
      plan,
      open.filter(([a, b]) => plan.ownerOf(a, b) === stroke.id),
      -1,
    );
    chains.forEach((chain, i) =>
      streets.push({
        id: i === 0 ? stroke.id : `${stroke.id}-${i + 1}`,
        names: { en: stroke.en, zh: stroke.zh },
        class: kind,
        kmh: KMH[kind],
        line: onwards(lineOf(plan, chain), i === 0 ? stroke.onward : []).map(toLonLat),
      }),
    );
  }
  const lanes = chainsOf(
    plan,
    open.filter(([a, b]) => plan.ownerOf(a, b) === LANE),
    STRAIGHT,
  );
  lanes.forEach((chain, i) =>
    streets.push({ id: `lane-${i + 1}`, class: 'minor', kmh: KMH.minor, line: lineOf(plan, chain).map(toLonLat) }),
  );
  return { streets, graph: graphOf(plan, open, (a, b) => KMH[classOf.get(plan.ownerOf(a, b)) ?? 'minor']) };
}

type Edge = readonly [Vertex, Vertex];

/** Streets only, in one piece: none ends in the open but at the rim and at a bank. */
function openEdges(
  plan: Plan,
  classOf: ReadonlyMap<Owner, Class>,
  closed: ReadonlySet<Vertex>,
  ends: ReadonlySet<Vertex>,
): Edge[] {
  const mayEnd = new Set(ends);
  for (const edge of plan.edges()) if (plan.ownerOf(...edge) === RIM) edge.forEach((v) => mayEnd.add(v));
  let open = [...plan.edges()].filter(([a, b]) => {
    const owner = plan.ownerOf(a, b);
    return classOf.has(owner) || (owner === LANE && !closed.has(a) && !closed.has(b));
  });
  for (let before = Infinity; open.length < before;) {
    before = open.length;
    const degree = new Map<Vertex, number>();
    for (const edge of open) for (const v of edge) degree.set(v, (degree.get(v) ?? 0) + 1);
    const loose = (v: Vertex) => degree.get(v) === 1 && !mayEnd.has(v);
    open = open.filter(([a, b]) => !loose(a) && !loose(b));
  }
  return largestPiece(open);
}

function largestPiece(edges: readonly Edge[]): Edge[] {
  const near = new Map<Vertex, Vertex[]>();
  for (const [a, b] of edges) {
    (near.get(a) ?? near.set(a, []).get(a)!).push(b);
    (near.get(b) ?? near.set(b, []).get(b)!).push(a);
  }
  const seen = new Set<Vertex>();
  let largest = new Set<Vertex>();
  for (const start of near.keys()) {
    if (seen.has(start)) continue;
    const piece = new Set([start]);
    for (const v of piece) for (const w of near.get(v)!) piece.add(w);
    for (const v of piece) seen.add(v);
    if (piece.size > largest.size) largest = piece;
  }
  return edges.filter(([a]) => largest.has(a));
}

/** Cosine above which one street goes on as the next: 25 degrees. */
const STRAIGHT = 0.9;

/** Edges strung together into lines, each as long as it goes on straight enough. */
function chainsOf(plan: Plan, edges: readonly Edge[], straight: number): Vertex[][] {
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
function lineOf(plan: Plan, chain: readonly Vertex[]) {
  const points = chain.map((v) => plan.points[v]!);
  const kept: Km[] = [points[0]!];
  for (let i = 1; i < points.length - 1; i++)
    if (projectOn(kept[kept.length - 1]!, points[i + 1]!, points[i]!).away > 0.002) kept.push(points[i]!);
  return [...kept, points[points.length - 1]!];
}

/** The line and how it goes on outside the town, from whichever of its ends is nearer. */
function onwards(line: readonly Km[], onward: readonly Km[]): Km[] {
  const first = onward[0];
  if (first === undefined) return [...line];
  const turned = distance(line[0]!, first) < distance(line[line.length - 1]!, first) ? line.toReversed() : line;
  return [...turned, ...smooth([turned[turned.length - 1]!, ...onward]).slice(1)];
}

function graphOf(plan: Plan, edges: readonly Edge[], kmhOf: (a: Vertex, b: Vertex) => number): StreetGraph {
  const nodes: StreetGraph['nodes'] = [];
  const nodeOf = new Map<Vertex, number>();
  const node = (v: Vertex) => nodeOf.get(v) ?? nodeOf.set(v, nodes.push(toLonLat(plan.points[v]!)) - 1).get(v)!;
  const list: StreetGraph['edges'] = [];
  for (const [a, b] of edges) {
    const [p, q] = [plan.points[a]!, plan.points[b]!];
    const steps = Math.ceil(distance(p, q) / STRIDE);
    const metres = Math.max(1, Math.round((distance(p, q) / steps) * 1000));
    let from = node(a);
    for (let step = 1; step <= steps; step++) {
      const to = step === steps ? node(b) : nodes.push(toLonLat(between(p, q, step / steps))) - 1;
      list.push([from, to, metres, kmhOf(a, b)]);
      from = to;
    }
  }
  return { nodes, edges: list };
}
