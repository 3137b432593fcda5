import type { Unsure, WrittenMapping } from '#data/contract/import.ts';
import type { Bounds } from '#data/contract/place.ts';
import { type CalledCategory, guessCategory, valuesOf } from './guess-category.ts';
import type { GuessedFormat } from './guess-format.ts';
import { guessPlace } from './guess-place.ts';
import { guessTime } from './guess-time.ts';
import type { SampledColumn } from './sample.ts';
import { columnsFor } from './usual-names.ts';

export type GuessCity = { reach: Bounds; categories: readonly CalledCategory[] };

/** A mapping from what columns are called and what stands in them, and what of it somebody has to look at. */
export function guessMapping(
  columns: readonly SampledColumn[],
  { format, encoding }: GuessedFormat,
  file: string,
  city: GuessCity,
): { mapping: WrittenMapping; unsure: Unsure[] } {
  const unsure: Unsure[] = [];
  const time = guessTime(columns);
  if (!time) unsure.push('time');
  else if (time.dayOrMonth) unsure.push('day-or-month');
  const place = guessPlace(columns, city.reach);
  const hasOwnPlace = format === 'geojson';
  if (!place && !hasOwnPlace) unsure.push('place');
  if (place?.swapped) unsure.push('swapped');
  const category = guessCategory(columns, city.categories);
  if (!category || category.unknown > 0) unsure.push('category');
  // A key that is empty or stands twice among a few hundred rows is none.
  const [key] = columnsFor(columns, 'key').filter((column) => isKeyLike(column, columns));
  if (!key) unsure.push('key');
  const mapping = {
    source: sourceOf(file),
    format,
    ...(encoding && { encoding }),
    ...(place?.decimal === ',' && { decimal: ',' }),
    ...(time && { when: time.parts.length === 1 ? time.parts[0] : time.parts }),
    ...(place && !hasOwnPlace && { where: place.where }),
    category: category ? { column: category.column, exact: category.exact } : {},
    ...(key && { key: [key.name] }),
  };
  return { mapping, unsure };
}

function isKeyLike(column: SampledColumn, all: readonly SampledColumn[]): boolean {
  const rows = all.reduce((most, { samples }) => Math.max(most, samples.length), 0);
  return column.samples.length === rows && valuesOf(column).length === rows;
}

/** `Chicago crimes (2015).csv.gz` is from chicago-crimes-2015. */
function sourceOf(file: string): string {
  const name = file.replace(/^.*[/\\]/, '').replace(/(\.[a-z]{2,8}){1,2}$/i, '');
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-').replaceAll(/^[^a-z0-9]+|-+$/g, '').slice(0, 64); // prettier-ignore
  return plain === '' ? 'import' : plain;
}
