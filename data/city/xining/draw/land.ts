import type { LandShape } from '#data/contract/city-pack.ts';
import { smooth } from './curve.ts';
import { toLonLat, type Km } from './frame.ts';
import { distance } from './plane.ts';
import { parks } from './places-of-note.ts';
import { drawHills } from './hills.ts';
import type { Plan, Vertex } from './plan.ts';
import { railway, waters } from './waters.ts';
import type { Block } from './town.ts';

/** Drawn width of the rivers, metres. */
const WIDTH: Readonly<Record<string, number>> = { huangshui: 70, beichuan: 48, nanchuan: 40, shatang: 40 };

/** The blocks of every park, in the order of `parks`. */
export function chooseParks(plan: Plan, blocks: readonly Block[]): number[][] {
  const taken = new Set<number>();
  return parks.map(({ at, blocks: wanted, along }) => {
    const choices = blocks.flatMap((block, i) => (along === undefined || touches(plan, block, along) ? [i] : []));
    const own: number[] = [];
    const take = (from: readonly number[]) => {
      const free = from.filter((i) => !taken.has(i) && choices.includes(i));
      const next = free.reduce((best, i) => (nearer(blocks, at, i, best) ? i : best), free[0]!);
      own.push(next);
      taken.add(next);
    };
    take(choices);
    while (own.length < wanted) take(own.flatMap((i) => blocks[i]!.walkable));
    return own;
  });
}

const nearer = (blocks: readonly Block[], at: Km, i: number, than: number) =>
  distance(blocks[i]!.anchor, at) < distance(blocks[than]!.anchor, at);

function touches(plan: Plan, { face }: Block, owner: string): boolean {
  const ring = plan.rings.get(face)!;
  return ring.some((a, i) => plan.ownerOf(a, ring[(i + 1) % ring.length]!) === owner);
}

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
    ...drawHills(borderOf(plan, blocks)),
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
function borderOf(plan: Plan, blocks: readonly Block[]): Km[] {
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
