import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { CategoryId } from '#data/contract/incident.ts';
import { DAY } from '#data/rules/civil-day.ts';
import { localDay, zoneOffset } from '#data/rules/zone.ts';
import type { Areas } from '../../city/areas.ts';
import type { Level } from '../level.ts';
import { patternOf } from '../rhythm.ts';

/**
 * What is true of the invented past, so that an analysis can be held against it. Nothing else in
 * it changes for good: every other rise and fall is rhythm or chance.
 */
export type Features = {
  /** The most populous community: what happens in it falls by 90 % from its first year to its last. */
  fall: { community: AreaId };
  /** The commonest urgent category in the busiest other district: from `at` on it is rarer for good. */
  change: { category: CategoryId; area: AreaId; at: number; factor: number };
  /** Where the last four weeks stand well above the four before, by chance alone. */
  noise: { category: CategoryId; area: AreaId };
};

/** Half a year before the end, so that weekly, monthly and yearly comparisons all meet it. */
const CHANGE_BEFORE = 26 * 7 * DAY;
const CHANGE_FACTOR = 0.55;
/** What the noise is to be drawn from: few enough to vary a lot, enough to look like a trend. */
const NOISE_PER_FOUR_WEEKS = 12;

/** The features of a city's past that ends at `until`: the pack alone decides where they are. */
export function chooseFeatures(pack: CityPack, areas: Areas, level: Level, until: number): Features {
  const share = shareByArea(pack, areas, level);
  const most = (candidates: readonly AreaId[]) =>
    candidates.toSorted((a, b) => (share.get(b) ?? 0) - (share.get(a) ?? 0))[0];
  const ofLevel = (wanted: string) => pack.areas.filter((area) => area.level === wanted).map(({ id }) => id);

  const community = most(ofLevel('community'))!;
  const fallen = areas.cellsOf(community)[0];
  const around: readonly AreaId[] = fallen === undefined ? [] : areas.pathOf(fallen);

  const { categories } = pack.categories;
  const rank = (i: number) => (patternOf(categories[i]!) === 'street' ? 1e6 : 0) + level.perHour[i]!;
  const changed = categories
    .keys()
    .toArray()
    .sort((a, b) => rank(b) - rank(a))[0]!;
  const districts = ofLevel('district');
  const area = most(districts.filter((id) => !around.includes(id))) ?? most(districts)!;
  const offset = zoneOffset(pack.city.timeZone);
  const day = localDay(offset, until - CHANGE_BEFORE) * DAY;
  const at = day - offset(day);

  return {
    fall: { community },
    change: { category: categories[changed]!.id, area, at, factor: CHANGE_FACTOR },
    noise: quietest(),
  };

  /** The pair whose own level comes nearest to what noise needs, away from the other two features. */
  function quietest(): Features['noise'] {
    let best: Features['noise'] & { distance: number } = { category: categories[0]!.id, area, distance: Infinity };
    for (const [i, { id }] of categories.entries()) {
      if (i === changed) continue;
      for (const [candidate, part] of share) {
        if (around.includes(candidate)) continue;
        const distance = Math.abs(Math.log((level.perHour[i]! * part * 24 * 28) / NOISE_PER_FOUR_WEEKS));
        if (distance < best.distance) best = { category: id, area: candidate, distance };
      }
    }
    return { category: best.category, area: best.area };
  }
}

function shareByArea(pack: CityPack, areas: Areas, { shares }: Level): Map<AreaId, number> {
  const sums = new Map<AreaId, number>();
  for (const [i, cell] of pack.cells.entries())
    for (const area of areas.pathOf(cell.id)) sums.set(area, (sums.get(area) ?? 0) + shares[i]!);
  return sums;
}
