import type { Subdistrict } from './central.ts';
import type { Km } from './frame.ts';
import { communitiesOf, type Community } from './named.ts';
import { quarters } from './quarters.ts';
import { farApart, piecesOf, shareOut, type Spot } from './share-out.ts';
import { settle } from './settle.ts';
import type { Block } from './town.ts';

/** Which block belongs to which sub-district and community. */
export type Membership = { block: number; subdistrict: Subdistrict; community: Community };

/** Gives every block to a community: quarter by quarter, then sub-district, then community. */
export function populate(blocks: readonly Block[]): Membership[] {
  const members: Membership[] = [];
  const quarterOf = blocks.map((block) => quarters.findIndex((quarter) => quarter.holds(block.anchor)));
  quarters.forEach((quarter, q) => {
    const inside = blocks.flatMap((_, i) => (quarterOf[i] === q ? [i] : []));
    const claims = quarter.subdistricts.map((s) => ({
      seed: s.seed,
      share: s.share,
    }));
    const dealt = shareOut(spotsOf(blocks, inside, 'near'), claims, 0.4);
    quarter.subdistricts.forEach((subdistrict, s) => {
      const own = inside.filter((_, i) => dealt[i] === s);
      for (const { block, community } of settleIn(blocks, own, subdistrict))
        members.push({ block, subdistrict, community });
    });
  });
  return members;
}

function settleIn(blocks: readonly Block[], own: readonly number[], subdistrict: Subdistrict) {
  const spots = spotsOf(blocks, own, 'walkable');
  const communities = communitiesOf(subdistrict);
  const groups: number[][] = [];
  const pieces = mendPieces(
    spotsOf(blocks, own, 'near'),
    piecesOf(spots, () => true),
    own.length / communities.length,
  );
  const counts = apportion(
    pieces.map((piece) => piece.length),
    communities.length,
  );
  pieces.forEach((piece, p) => {
    const within = spotsOf(
      blocks,
      piece.map((i) => own[i]!),
      'near',
    );
    const dealt = shareOut(
      within,
      farApart(within, counts[p]!).map((seed) => ({ seed, share: 1 })),
      1,
    );
    for (let g = 0; g < counts[p]!; g++) groups.push(piece.filter((_, i) => dealt[i] === g).map((i) => own[i]!));
  });
  const middles = groups.map((group) => mean(group.map((i) => blocks[i]!.anchor)));
  const order = settle(communities, middles);
  return groups.flatMap((group, g) => group.map((block) => ({ block, community: communities[order[g]!]! })));
}

/** Joins pieces too small for a community of their own to a piece they touch. */
function mendPieces(spots: readonly Spot[], pieces: number[][], least: number): number[][] {
  const sorted = pieces.sort((a, b) => b.length - a.length);
  for (let small = sorted.length - 1; small > 0; small--) {
    const piece = sorted[small]!;
    if (piece.length >= least * 0.7) continue;
    const host = sorted.find(
      (other) => other !== piece && other.some((i) => spots[i]!.near.some((j) => piece.includes(j))),
    );
    if (host === undefined) continue;
    host.push(...piece);
    sorted.splice(small, 1);
  }
  return sorted;
}

/** `total` seats dealt in proportion to the sizes, at least one each (largest remainder). */
function apportion(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((a, b) => a + b, 0);
  const exact = sizes.map((size) => (size / sum) * total);
  const seats = exact.map((e) => Math.max(1, Math.floor(e)));
  const left = () => total - seats.reduce((a, b) => a + b, 0);
  while (left() !== 0) {
    const step = Math.sign(left());
    const ranked = exact.map((e, i) => ({ i, lack: (e - seats[i]!) * step })).filter(({ i }) => seats[i]! + step > 0);
    seats[ranked.sort((a, b) => b.lack - a.lack)[0]!.i]! += step;
  }
  return seats;
}

function spotsOf(blocks: readonly Block[], own: readonly number[], by: 'near' | 'walkable'): Spot[] {
  const place = new Map(own.map((block, i) => [block, i]));
  return own.map((block) => ({
    at: blocks[block]!.anchor,
    near: blocks[block]![by].flatMap((other) => place.get(other) ?? []),
  }));
}

const mean = (points: readonly Km[]): Km => [
  points.reduce((sum, p) => sum + p[0], 0) / points.length,
  points.reduce((sum, p) => sum + p[1], 0) / points.length,
];
