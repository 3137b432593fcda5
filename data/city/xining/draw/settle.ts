import { smooth } from './curve.ts';
import type { Km } from './frame.ts';
import type { Community } from './named.ts';
import { distance, projectOn } from './plane.ts';
import { sights } from './places-of-note.ts';
import { streets } from './streets.ts';

const compass: readonly (readonly [RegExp, Km])[] = [
  [/东(村|社区)$/, [1, 0]],
  [/西(村|社区)$/, [-1, 0]],
  [/南(村|社区)$|^南/, [0, -1]],
  [/北(村|社区)$|^北|^上/, [0, 1]],
  [/^下/, [0, -1]],
];

/**
 * Which community gets which of the places: what bears a street's or a sight's name lies by it,
 * the east one lies east, villages lie outwards. The answer gives each place its community.
 */
export function settle(communities: readonly Community[], places: readonly Km[]): number[] {
  const middle: Km = [
    places.reduce((s, p) => s + p[0], 0) / places.length,
    places.reduce((s, p) => s + p[1], 0) / places.length,
  ];
  const cost = communities.map((community) => places.map((place) => unfitness(community, place, middle)));
  const order = places.map((_, i) => i);
  for (let improved = true; improved;) {
    improved = false;
    for (let a = 0; a < order.length; a++)
      for (let b = a + 1; b < order.length; b++) {
        const [x, y] = [order[a]!, order[b]!];
        if (cost[x]![b]! + cost[y]![a]! >= cost[x]![a]! + cost[y]![b]! - 1e-9) continue;
        [order[a], order[b]] = [y, x];
        improved = true;
      }
  }
  return order;
}

function unfitness({ names, village }: Community, place: Km, middle: Km): number {
  const zh = names.zh!;
  let cost = (village ? -0.6 : 0.6) * distance(place, [0, 0]);
  const street = streets.find((stroke) => zh.startsWith(stroke.zh));
  if (street !== undefined) cost += 3 * awayFromLine(smooth(street.through), place);
  const sight = sights.find((s) => s.zh.startsWith(zh.replace(/社区$|村$/, '')));
  if (sight !== undefined) cost += 3 * distance(sight.at, place);
  for (const [pattern, [x, y]] of compass)
    if (pattern.test(zh)) cost -= 1.5 * (x * (place[0] - middle[0]) + y * (place[1] - middle[1]));
  return cost;
}

const awayFromLine = (line: readonly Km[], p: Km) =>
  Math.min(...line.slice(1).map((b, i) => projectOn(line[i]!, b, p).away));
