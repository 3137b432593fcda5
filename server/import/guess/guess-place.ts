import type { Bounds } from '#data/contract/place.ts';
import { readNumber, type Decimal } from '../read-number.ts';
import { columnsFor } from './usual-names.ts';
import { share, type SampledColumn } from './sample.ts';

export type GuessedPlace = {
  where: { lon: string; lat: string } | { point: string; order: 'lat-lon' | 'lon-lat' };
  decimal: Decimal;
  /** Named the one way round, and on the ground of this city, or on earth, only the other. */
  swapped: boolean;
};

const PAIR = /^\(?\s*(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)\s*\)?$/;
const MOST = 0.9;

/** The columns that a place is in; null where there is none. `reach`: of the city. */
export function guessPlace(columns: readonly SampledColumn[], reach: Bounds): GuessedPlace | null {
  for (const decimal of ['.', ','] as const) {
    const [lon] = columnsFor(columns, 'lon').filter(isNumbers(decimal));
    const [lat] = columnsFor(columns, 'lat').filter(isNumbers(decimal));
    if (!lon || !lat) continue;
    const swapped = isSwapped(numbers(lon, decimal), numbers(lat, decimal), reach);
    const [x, y] = swapped ? [lat, lon] : [lon, lat];
    return { where: { lon: x.name, lat: y.name }, decimal, swapped };
  }
  const [point] = columnsFor(columns, 'point').filter(
    ({ samples }) => share(samples, (text) => PAIR.test(text)) >= MOST,
  );
  if (!point) return null;
  const pairs = point.samples.flatMap((text) => [PAIR.exec(text) ?? []]).filter((match) => match.length > 0);
  const [first, second] = [pairs.map((match) => Number(match[1])), pairs.map((match) => Number(match[2]))];
  const order = isSwapped(second, first, reach) ? 'lon-lat' : 'lat-lon';
  return { where: { point: point.name, order }, decimal: '.', swapped: false };
}

const isNumbers =
  (decimal: Decimal) =>
  ({ samples }: SampledColumn) =>
    share(samples, (text) => !Number.isNaN(readNumber(text, decimal))) >= MOST;
const numbers = ({ samples }: SampledColumn, decimal: Decimal) => samples.map((text) => readNumber(text, decimal));

/** Whether the city, or else the earth, holds more of it the other way round. */
function isSwapped(lons: readonly number[], lats: readonly number[], [west, south, east, north]: Bounds): boolean {
  const within = (values: readonly number[], from: number, to: number) =>
    values.filter((value) => value >= from && value <= to).length;
  const held = (x: readonly number[], y: readonly number[]) => Math.min(within(x, west, east), within(y, south, north));
  const [here, turned] = [held(lons, lats), held(lats, lons)];
  if (here !== turned) return turned > here;
  return within(lats, -90, 90) < within(lons, -90, 90);
}
