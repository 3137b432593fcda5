import type { Street, StreetGraph } from '#data/contract/city-pack.ts';
import { endAtBanks } from './banks.ts';
import { chainsOf, lineOf } from './chains.ts';
import { smooth } from './curve.ts';
import { toLonLat, type Km } from './frame.ts';
import { between, distance } from './plane.ts';
import { openEdges } from './open-edges.ts';
import { LANE, type Edge, type Owner, type Plan, type Vertex } from './plan.ts';
import type { Stroke } from './stroke.ts';

/** Longest edge of the network, km. */
const STRIDE = 0.39;
const KMH = { trunk: 52, main: 42, minor: 28 } as const;
type Class = keyof typeof KMH;
/** Cosine of the bend at which a small street ends and another begins: 25 degrees. */
const STRAIGHT = 0.9;
/** A street with a name goes on around any bend. */
const ANY_BEND = -1;

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
  const open = openEdges(plan, (owner) => classOf.has(owner), closed, ends);
  const streets: Street[] = [];
  for (const stroke of strokes) {
    const kind = classOf.get(stroke.id);
    if (kind === undefined) continue;
    const chains = chainsOf(
      plan,
      open.filter(([a, b]) => plan.ownerOf(a, b) === stroke.id),
      ANY_BEND,
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
