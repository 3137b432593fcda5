import type { CityPack } from '#data/contract/city-pack.ts';
import type { FieldError } from '#data/contract/problem.ts';
import { refused } from '#data/kit/result.ts';
import type { ReadByMapping } from '../intake/channels/webhooks/hear-webhook.ts';
import { createReportMapper } from './map-report.ts';

/** Agencies of the city are read in the words in which files are. */
export function readByMapping({ city, categories }: Pick<CityPack, 'city' | 'categories'>): ReadByMapping {
  const known = new Set<string>(categories.categories.map(({ id }) => id));
  const of = { timeZone: city.timeZone, hasCategory: (id: string) => known.has(id) };
  const told = (errors: readonly FieldError[], isOfMapping: boolean) =>
    refused(errors.map((error) => ({ ...error, isOfMapping })));
  return (mapping, record, ref) => {
    const reader = createReportMapper(mapping, of);
    if (!reader.ok) return told(reader.refusal, true);
    const read = reader.value(record, ref);
    return read.ok ? read : told(read.refusal, false);
  };
}
