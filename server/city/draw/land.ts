import type { LandShape } from '#data/contract/city-pack.ts';
import { smooth } from './curve.ts';
import { toLonLat, type Km } from './frame.ts';
import { distance, ringContains } from './plane.ts';
import { hills, parks } from './places-of-note.ts';
import type { Plan, Vertex } from './plan.ts';
import { railway, waters } from './sketch.ts';
import type { Block } from './town.ts';

/** Drawn width of the rivers, metres. */
const WIDTH: Readonly<Record<string, number>> = { huangshui: 70, beichuan: 48, nanchuan: 40, shatang: 40 };

/** The blocks of every park, in the order of `parks`. */
export function chooseParks(blocks: readonly Block[]): number[][] {
  const taken = new Set<number>();
  return parks.map(({ at, blocks: wanted }) => {
    const first = blocks.findIndex((block) => ringContains(block.ring, at));
    const start =
      first >= 0
        ? first
        : nearest(
            blocks,
            at,
            blocks.map((_, i) => i),
          );
    const park = [start];
    taken.add(start);
    while (park.length < wanted) {
      const next = nearest(
        blocks,
        at,
        park.flatMap((i) => blocks[i]!.walkable).filter((i) => !taken.has(i)),
      );
      park.push(next);
      taken.add(next);
    }
    return park;
  });
}

const nearest = (blocks: readonly Block[], at: Km, choices: readonly number[]) =>
  choices.reduce(
    (best, i) => (distance(blocks[i]!.anchor, at) < distance(blocks[best]!.anchor, at) ? i : best),
    choices[0]!,
  );

/** All that lies below the streets, from the bottom up. */
export function drawLand(plan: Plan, blocks: readonly Block[], chosen: readonly (readonly number[])[]): LandShape[] {
  const ringOf = (own: readonly number[]) =>
    closed(
      borderOf(
        plan,
        own.map((i) => blocks[i]!),
      ),
    );
  return [
    ...hills.map(({ id, en, zh, ring }): LandShape => ({
      id: `hill-${id}`,
      class: 'hill',
      names: { en, zh },
      ring: closed(smooth(ring, true)),
    })),
    { id: 'built-up', class: 'built-up', ring: ringOf(blocks.map((_, i) => i)) },
    ...parks.map(({ id, en, zh }, i): LandShape => ({
      id,
      class: 'park',
      names: { en, zh },
      ring: ringOf(chosen[i]!),
    })),
    ...waters.map(({ id, en, zh, through }): LandShape => ({
      id,
      class: id === 'shatang' ? 'stream' : 'river',
      names: { en, zh },
      line: smooth(through).map(toLonLat),
      width: WIDTH[id]!,
    })),
    {
      id: railway.id,
      class: 'railway',
      names: { en: railway.en, zh: railway.zh },
      line: smooth(railway.through).map(toLonLat),
      width: 14,
    },
  ];
}

const closed = (ring: readonly Km[]) => [...ring, ring[0]!].map(toLonLat);

/** The outer border of blocks that lie together without a hole. */
export function borderOf(plan: Plan, blocks: readonly Block[]): Km[] {
  const faces = new Set(blocks.map((block) => block.face));
  const next = new Map<Vertex, Vertex>();
  for (const face of faces) {
    const ring = plan.rings.get(face)!;
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length]!;
      const other = plan.leftOf(b, a);
      if (other === undefined || !faces.has(other)) next.set(a, b);
    });
  }
  const [start] = next.keys();
  const border: Km[] = [];
  let at = start!;
  do {
    border.push(plan.points[at]!);
    at = next.get(at)!;
  } while (at !== start);
  return border;
}
