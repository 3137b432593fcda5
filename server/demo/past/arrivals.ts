import type { Category, CityPack } from '#data/contract/city-pack.ts';
import { seededRandom } from '#data/kit/random.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import type { RateModel } from './rate-model.ts';

/** Something that happens in the invented city, before anybody has reported it. */
export type Arrival = {
  /** The same in every run of the same seed: what makes a report of it idempotent. */
  ref: string;
  at: number;
  category: Category;
  /** Index into the pack's cells. */
  cell: number;
};

/**
 * What happens in the hour that begins at hour x 3,600,000 ms, in order of time. Seed and hour
 * alone decide, so that a run that was cut off can be taken up anywhere. `pace` multiplies how much;
 * what happens at another pace is something else.
 */
export function arrivalsIn(
  hour: number,
  { categories: { categories } }: Pick<CityPack, 'categories'>,
  { streams }: RateModel,
  seed: string,
  pace = 1,
): Arrival[] {
  const random = seededRandom(`${seed}/${hour}`);
  const arrivals: Arrival[] = [];
  for (const stream of streams) {
    for (let n = stream.draw(hour, random, pace); n > 0; n--) {
      const at = hour * HOUR + Math.floor(random() * HOUR);
      arrivals.push({ ref: '', at, category: categories[stream.pickCategory(random)]!, cell: stream.pickCell(random) });
    }
  }
  arrivals.sort((a, b) => a.at - b.at);
  const mark = pace === 1 ? '' : `x${pace}`;
  for (const [i, arrival] of arrivals.entries()) arrival.ref = `${hour.toString(36)}${mark}-${i}`;
  return arrivals;
}
