import type { Km } from './frame.ts';
import { distance } from './plane.ts';

export type Spot = { at: Km; near: readonly number[] };
export type Claim = { seed: Km; share: number };

const ROUNDS = 400;
/** How fast a group that is too small pulls its border outwards. */
const PULL = 0.35;

/**
 * Deals spots out to the claims in proportion to their shares, each spot to a claim near it and
 * each claim's spots in one piece. The answer gives each spot its claim.
 */
export function shareOut(spots: readonly Spot[], claims: readonly Claim[], drift: number): number[] {
  const total = claims.reduce((sum, claim) => sum + claim.share, 0);
  const spread = spots.reduce((sum, spot) => sum + distance(spot.at, spots[0]!.at), 0) / spots.length || 1;
  const centres = claims.map((claim) => claim.seed);
  const reach = claims.map(() => 0);
  let owner: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    owner = spots.map((spot) => argMin(claims, (_, g) => distance(spot.at, centres[g]!) ** 2 - reach[g]!));
    claims.forEach((claim, g) => {
      const mine = spots.filter((_, i) => owner[i] === g);
      const wanted = (claim.share / total) * spots.length;
      const cooling = 1 - round / ROUNDS;
      reach[g] = reach[g]! + PULL * cooling * (spread ** 2 / claims.length) * ((wanted - mine.length) / wanted) * 0.1;
      if (mine.length === 0) return;
      const mean = (k: 0 | 1) => mine.reduce((sum, spot) => sum + spot.at[k], 0) / mine.length;
      centres[g] = [claim.seed[0] * (1 - drift) + mean(0) * drift, claim.seed[1] * (1 - drift) + mean(1) * drift];
    });
  }
  return level(spots, claims, inOnePiece(spots, owner, centres));
}

/** The largest piece of each group stays; the rest goes to groups it touches. */
function inOnePiece(spots: readonly Spot[], owner: readonly number[], centres: readonly Km[]): number[] {
  const result = owner.map(() => -1);
  for (const g of new Set(owner)) {
    const pieces = piecesOf(spots, (i) => owner[i] === g);
    const main = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), []);
    for (const i of main) result[i] = g;
  }
  for (let left = result.filter((g) => g < 0).length; left > 0;) {
    spots.forEach((spot, i) => {
      if (result[i]! >= 0) return;
      const touching = spot.near.map((j) => result[j]!).filter((g) => g >= 0);
      if (touching.length > 0) result[i] = touching[argMin(touching, (g) => distance(spot.at, centres[g]!))]!;
    });
    const now = result.filter((g) => g < 0).length;
    if (now === left) throw new Error('A part of the town is cut off from every group');
    left = now;
  }
  return result;
}

/** Lets groups that are much too small take spots from neighbours that are too large. */
function level(spots: readonly Spot[], claims: readonly Claim[], owner: number[]): number[] {
  const total = claims.reduce((sum, claim) => sum + claim.share, 0);
  const wanted = claims.map((claim) => (claim.share / total) * spots.length);
  const size = claims.map((_, g) => owner.filter((o) => o === g).length);
  const fill = (g: number, change: number) => (size[g]! + change) / wanted[g]!;
  for (let moves = 0; moves < spots.length * 3; moves++) {
    let best: { i: number; to: number; gain: number } | null = null;
    spots.forEach((spot, i) => {
      const from = owner[i]!;
      for (const to of new Set(spot.near.map((j) => owner[j]!))) {
        if (to === from) continue;
        const gain = fill(from, -1) - fill(to, 1);
        if (gain > 0.05 && (best === null || gain > best.gain) && staysWhole(spots, owner, i)) best = { i, to, gain };
      }
    });
    if (best === null) break;
    const { i, to } = best as { i: number; to: number };
    size[owner[i]!]!--;
    size[to]!++;
    owner[i] = to;
  }
  return owner;
}

function staysWhole(spots: readonly Spot[], owner: readonly number[], without: number): boolean {
  const g = owner[without]!;
  return piecesOf(spots, (i) => i !== without && owner[i] === g).length === 1;
}

/** The connected pieces of the chosen spots. */
export function piecesOf(spots: readonly Spot[], chosen: (i: number) => boolean): number[][] {
  const seen = new Set<number>();
  const pieces: number[][] = [];
  spots.forEach((_, start) => {
    if (!chosen(start) || seen.has(start)) return;
    const piece = [start];
    seen.add(start);
    for (const i of piece)
      for (const j of spots[i]!.near)
        if (chosen(j) && !seen.has(j)) {
          seen.add(j);
          piece.push(j);
        }
    pieces.push(piece);
  });
  return pieces;
}

/** `count` spots far from each other, to start from. */
export function farApart(spots: readonly Spot[], count: number): Km[] {
  const mean = (k: 0 | 1) => spots.reduce((sum, spot) => sum + spot.at[k], 0) / spots.length;
  const chosen: Km[] = [];
  const middle: Km = [mean(0), mean(1)];
  while (chosen.length < count) {
    const room = (spot: Spot) =>
      chosen.length === 0 ? distance(spot.at, middle) : Math.min(...chosen.map((c) => distance(c, spot.at)));
    chosen.push(spots[argMin(spots, (spot) => -room(spot))]!.at);
  }
  return chosen;
}

function argMin<T>(list: readonly T[], cost: (item: T, i: number) => number): number {
  let best = 0;
  let least = Infinity;
  list.forEach((item, i) => {
    const c = cost(item, i);
    if (c < least) [least, best] = [c, i];
  });
  return best;
}
