import type { GridCell } from '#data/contract/city-pack.ts';
import { CellId, type AreaId } from '#data/contract/ids.ts';
import { seededRandom, type Random } from '#data/kit/random.ts';
import { toLonLat } from './frame.ts';
import { distance } from './plane.ts';
import type { Membership } from './populate.ts';
import type { Block } from './town.ts';

/** The grid: every block with its id, ring, anchor and counts, in the order of ids. */
export function gridOf(
  blocks: readonly Block[],
  members: readonly Membership[],
  parks: ReadonlySet<number>,
): GridCell[] {
  const random = seededRandom('xining counts');
  const byCommunity = Map.groupBy(members, (member) => member.community.id);
  const cells: GridCell[] = [];
  for (const community of [...byCommunity.keys()].sort()) {
    const own = byCommunity.get(community)!.map((member) => member.block);
    own.sort((a, b) => blocks[b]!.anchor[1] - blocks[a]!.anchor[1]);
    own.forEach((i, n) => {
      const block = blocks[i]!;
      cells.push({
        id: cellId(community, n + 1),
        community,
        ring: [...block.ring, block.ring[0]!].map(toLonLat),
        anchor: toLonLat(block.anchor),
        counts: countsOf(block, parks.has(i), random),
      });
    });
  }
  return cells;
}

/** `630102001-03-02`: sub-district, community, cell. */
const cellId = (community: AreaId, n: number) =>
  CellId.parse(`${community.slice(0, 9)}-${community.slice(10)}-${String(n).padStart(2, '0')}`);

/** Invented, but of the right order: dense and old in the middle, sparse at the rim. */
function countsOf(block: Block, park: boolean, random: Random): GridCell['counts'] {
  const fromCentre = distance([0, 0], block.anchor);
  const perKm2 = park ? 150 : (4300 + 21000 * Math.exp(-fromCentre / 3.5)) * (0.6 + 0.8 * random());
  const residents = Math.round(perKm2 * block.area);
  const households = Math.round(residents / (2.35 + 0.6 * random()));
  const old = Math.min(1, 0.35 + Math.exp(-fromCentre / 2.5)) * (0.5 + random());
  const aged65 = Math.round(residents * 0.13 * (0.6 + 0.6 * old));
  const buildings = Math.max(1, Math.round(residents / (55 + 60 * random())));
  return {
    households,
    residents,
    aged65,
    livingAlone: Math.round(aged65 * (0.08 + 0.12 * random())),
    buildings,
    buildingsUnmanaged: Math.round(buildings * Math.min(0.7, 0.28 * old * random() * 1.6)),
  };
}
