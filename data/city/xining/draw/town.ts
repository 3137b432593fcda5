import { seededRandom } from '#data/kit/random.ts';
import { dissolve } from './dissolve.ts';
import { divide } from './divide.ts';
import { smooth } from './curve.ts';
import { meet } from './meet.ts';
import { roughen } from './roughen.ts';
import type { Km } from './frame.ts';
import { areaOf, between, centroidOf, perimeterOf, projectOn, ringContains } from './plane.ts';
import { LANE, ringOf, type Face, type Owner, type Plan } from './plan.ts';
import { streets } from './streets.ts';
import { outline, railway, waters } from './waters.ts';
import { trace } from './trace.ts';

/** One block of the town, before it has a name. */
export type Block = {
  face: Face;
  ring: readonly Km[];
  anchor: Km;
  /** km². */
  area: number;
  /** Indices of the blocks that share a border with it. */
  near: readonly number[];
  /** The same, but not across a river or the railway. */
  walkable: readonly number[];
};

/** Size of a block, km²: small in the old town, larger outwards. */
const sizeAt = ([x, y]: Km) => (0.0705 + 0.0232 * Math.hypot(x * 0.8, y)) * (y < -4.4 ? 0.78 : 1);

const isBarrier = (owner: Owner) => owner === railway.id || waters.some((water) => water.id === owner);

/** The town as drawn: lines become a plan, the plan is divided into blocks. */
export function drawTown(): { plan: Plan; blocks: Block[] } {
  const lines = [...waters, railway, ...streets].map((stroke) => ({ owner: stroke.id, line: smooth(stroke.through) }));
  const rim = roughen(smooth(outline, true), 0.24, seededRandom('xining rim'));
  const { plan } = trace(
    rim,
    meet(lines, (owner) => streets.some((street) => street.id === owner)),
  );
  divide(plan, sizeAt, seededRandom('xining blocks'));
  dissolve(plan, isUnfit, (a, b) => plan.ownerOf(a, b) === LANE);
  dissolve(plan, isUnfit, (a, b) => !isBarrier(plan.ownerOf(a, b)));
  return { plan, blocks: blocksOf(plan) };
}

/** Smaller than two hectares, or long and thin. */
function isUnfit(ring: readonly Km[]): boolean {
  const area = areaOf(ring);
  return area < 0.02 || perimeterOf(ring) ** 2 / (16 * area) > 2.1;
}

function blocksOf(plan: Plan): Block[] {
  const faces = [...plan.rings.keys()].sort((a, b) => a - b);
  const place = new Map(faces.map((face, i) => [face, i]));
  return faces.map((face) => {
    const vertices = plan.rings.get(face)!;
    const near = new Set<number>();
    const walkable = new Set<number>();
    vertices.forEach((a, i) => {
      const b = vertices[(i + 1) % vertices.length]!;
      const other = plan.leftOf(b, a);
      if (other === undefined) return;
      near.add(place.get(other)!);
      if (!isBarrier(plan.ownerOf(a, b))) walkable.add(place.get(other)!);
    });
    const ring = ringOf(plan, face);
    const anchor = anchorOf(ring);
    return { face, ring, anchor, area: areaOf(ring), near: [...near], walkable: [...walkable] };
  });
}

const awayFrom = (ring: readonly Km[], p: Km) =>
  Math.min(...ring.map((a, i) => projectOn(a, ring[(i + 1) % ring.length]!, p).away));

/** A point well inside the ring: the centroid, unless another one lies clearly farther from the border. */
function anchorOf(ring: readonly Km[]): Km {
  const centre = centroidOf(ring);
  const choices = [centre, ...ring.flatMap((p) => [between(centre, p, 0.4), between(centre, p, -0.3)])];
  const inside = choices.filter((p) => ringContains(ring, p));
  return inside.reduce((best, p) => (awayFrom(ring, p) > awayFrom(ring, best) * 1.15 ? p : best));
}
