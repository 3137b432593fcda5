import type { CityPack } from '#data/contract/city-pack.ts';
import { seededRandom } from '#data/kit/random.ts';
import { drawNormal } from './chance.ts';

/** Incidents a grid cell sees in a day, on average over the city: 1,200 cells see about 120. */
const PER_CELL_PER_DAY = 0.1;
/** How much of everything each priority makes up. */
const shareOf = { 1: 0.05, 2: 0.2, 3: 0.45, 4: 0.3 } as const;

/** The level that everything else varies about, before rhythm and trend. */
export type Level = {
  /** Incidents an hour of each category over the whole city, in the order of the pack. */
  perHour: readonly number[];
  /** Of everything, the part that happens in each cell; sums to 1, in the order of the pack. */
  shares: readonly number[];
};

/** How much happens in a city, by category and by cell: where people live, and a few busy corners. */
export function cityLevel(
  { cells, categories: { categories } }: Pick<CityPack, 'cells' | 'categories'>,
  seed: string,
): Level {
  const random = seededRandom(`${seed}/places`);
  const weights = cells.map(({ counts }) => (counts.households + 20) * Math.exp(0.5 * drawNormal(random)));
  const perHour = (cells.length * PER_CELL_PER_DAY) / 24;
  const common = categories.map(({ priority }, i) => {
    const before = categories.slice(0, i).filter((other) => other.priority === priority).length;
    const all = categories.filter((other) => other.priority === priority).length;
    return (shareOf[priority] * (all - before / 2)) / all;
  });
  return { perHour: proportions(common).map((share) => share * perHour), shares: proportions(weights) };
}

function proportions(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
