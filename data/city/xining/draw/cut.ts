import type { Random } from '#data/kit/random.ts';
import type { Km } from './frame.ts';
import { areaOf, crossing, distance, perimeterOf } from './plane.ts';
import { ringOf, type Face, type Plan, type Vertex } from './plan.ts';

/** A street's end nearer than this to a corner of the block goes to the corner, km. */
const TO_CORNER = 0.055;

/** One way to divide a block: where the new street begins and ends, and how unfit it is. */
type Cut = { ends: [End, End]; cost: number };
type End = { a: Vertex; b: Vertex; at: Km; corner?: Vertex };

/** The least unfit of many cuts across the longer side of a face; null when none is possible. */
export function bestCut(plan: Plan, face: Face, random: Random): Cut | null {
  const ring = ringOf(plan, face);
  const { axis, middle, length } = longAxis(ring);
  let best: Cut | null = null;
  for (const swing of [0, -0.09, 0.09, -0.2, 0.2, -0.35, 0.35])
    for (const share of [0, -0.05, 0.05, -0.1, 0.1, -0.16, 0.16]) {
      const offset = (share + (random() - 0.5) * 0.04) * length;
      const through: Km = [middle[0] + axis[0] * offset, middle[1] + axis[1] * offset];
      const across: Km = [
        -axis[1] * Math.cos(swing) - axis[0] * Math.sin(swing),
        axis[0] * Math.cos(swing) - axis[1] * Math.sin(swing),
      ];
      for (const ends of chords(plan, face, through, across)) {
        const cost = costOf(plan, face, ends) + Math.abs(swing) * 0.6;
        if (best === null || cost < best.cost) best = { ends, cost };
      }
    }
  return best;
}

/** The direction of the narrowest box around the ring, the box's middle and its length. */
function longAxis(ring: readonly Km[]): { axis: Km; middle: Km; length: number } {
  let best = { axis: [1, 0] as Km, middle: ring[0]!, length: 0, area: Infinity };
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    const size = distance(a, b);
    const u: Km = [(b[0] - a[0]) / size, (b[1] - a[1]) / size];
    const alongs = ring.map((p) => p[0] * u[0] + p[1] * u[1]);
    const asides = ring.map((p) => p[1] * u[0] - p[0] * u[1]);
    const [s0, s1, t0, t1] = [Math.min(...alongs), Math.max(...alongs), Math.min(...asides), Math.max(...asides)];
    const area = (s1 - s0) * (t1 - t0);
    if (area >= best.area) return;
    const [s, t] = [(s0 + s1) / 2, (t0 + t1) / 2];
    const axis: Km = s1 - s0 >= t1 - t0 ? u : [-u[1], u[0]];
    best = { axis, middle: [s * u[0] - t * u[1], s * u[1] + t * u[0]], length: Math.max(s1 - s0, t1 - t0), area };
  });
  return best;
}

/** Every stretch of the line through the block that lies inside it, with its ends also moved to near corners. */
function* chords(plan: Plan, face: Face, through: Km, across: Km): Iterable<[End, End]> {
  const vertices = plan.rings.get(face)!;
  const from: Km = [through[0] - across[0] * 30, through[1] - across[1] * 30];
  const to: Km = [through[0] + across[0] * 30, through[1] + across[1] * 30];
  const hits: End[] = [];
  vertices.forEach((a, i) => {
    const b = vertices[(i + 1) % vertices.length]!;
    const at = crossing(plan.points[a]!, plan.points[b]!, from, to);
    if (at !== null) hits.push({ a, b, at });
  });
  hits.sort((one, two) => distance(from, one.at) - distance(from, two.at));
  for (let i = 0; i + 1 < hits.length; i += 2)
    for (const start of [...corners(plan, hits[i]!)])
      for (const end of [...corners(plan, hits[i + 1]!)])
        if (start.corner === undefined || start.corner !== end.corner) yield [start, end];
}

function* corners(plan: Plan, hit: End): Iterable<End> {
  const ends = [hit.a, hit.b].map((corner) => ({ ...hit, corner, at: plan.points[corner]! }));
  const near = ends.filter((end) => distance(end.at, hit.at) < TO_CORNER);
  if (near.length === 0) yield hit;
  yield* near;
  yield* ends.filter((end) => !near.includes(end) && distance(end.at, hit.at) < 2.5 * TO_CORNER);
}

function costOf(plan: Plan, face: Face, [start, end]: [End, End]): number {
  const parts = divided(plan, face, start, end);
  if (parts === null) return Infinity;
  const areas = parts.map(areaOf);
  if (areas.some((area) => area <= 0)) return Infinity;
  const balance = Math.abs(areas[0]! - areas[1]!) / (areas[0]! + areas[1]!);
  const shape = parts.map((part, i) => perimeterOf(part) ** 2 / (16 * areas[i]!)).reduce((a, b) => a + b - 1, -1);
  return balance * 1.1 + shape + endCost(plan, face, start, end.at) + endCost(plan, face, end, start.at);
}

/** The two rings that the cut would leave. */
function divided(plan: Plan, face: Face, start: End, end: End): [Km[], Km[]] | null {
  const ring: { at: Km; mark: number }[] = [];
  for (const vertex of plan.rings.get(face)!) {
    ring.push({ at: plan.points[vertex]!, mark: vertex === start.corner ? 1 : vertex === end.corner ? 2 : 0 });
    if (start.corner === undefined && vertex === start.a) ring.push({ at: start.at, mark: 1 });
    if (end.corner === undefined && vertex === end.a) ring.push({ at: end.at, mark: 2 });
  }
  const first = ring.findIndex((stop) => stop.mark === 1);
  const turned = [...ring.slice(first), ...ring.slice(0, first)].map((stop) => stop);
  const second = turned.findIndex((stop) => stop.mark === 2);
  if (first < 0 || second < 2 || second > turned.length - 2) return null;
  return [turned.slice(0, second + 1).map((s) => s.at), [...turned.slice(second), turned[0]!].map((s) => s.at)];
}

/** Sharp corners and stubs cost; carrying a street of the other side straight on is a gain. */
function endCost(plan: Plan, face: Face, end: End, towards: Km): number {
  const here = end.at;
  const vertices = plan.rings.get(face)!;
  if (end.corner === undefined) {
    const stub = Math.min(distance(here, plan.points[end.a]!), distance(here, plan.points[end.b]!));
    return (
      sharpness(angle(here, towards, plan.points[end.a]!)) +
      sharpness(angle(here, towards, plan.points[end.b]!)) +
      (stub < 0.09 ? 0.5 : 0)
    );
  }
  const i = vertices.indexOf(end.corner);
  const [before, after] = [vertices.at(i - 1)!, vertices[(i + 1) % vertices.length]!];
  const beyond = [...plan.neighbours(end.corner)].filter((v) => v !== before && v !== after && !vertices.includes(v));
  const straight = beyond.some((v) => angle(here, towards, plan.points[v]!) > Math.PI * 0.88);
  return (
    sharpness(angle(here, towards, plan.points[before]!)) +
    sharpness(angle(here, towards, plan.points[after]!)) +
    (straight ? -0.45 : beyond.length > 0 ? 0.3 : 0)
  );
}

const sharpness = (angle: number) => Math.max(0, Math.PI / 2 - angle) ** 2 * 1.6;

function angle(corner: Km, a: Km, b: Km): number {
  const turnOf = Math.atan2(b[1] - corner[1], b[0] - corner[0]) - Math.atan2(a[1] - corner[1], a[0] - corner[0]);
  const size = Math.abs(turnOf) % (2 * Math.PI);
  return Math.min(size, 2 * Math.PI - size);
}
