import * as z from 'zod';
import type { FieldError } from '#data/contract/problem.ts';
import { fieldErrors } from '#data/kit/pointer.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { createLookUp } from './look-up.ts';
import { IncidentMapping, When } from './mapping.ts';
import { at } from './formats/json-row.ts';
import { createWhen, type NoMoment } from './read-when.ts';
import { createWhere, type NoPlace } from './place/read-where.ts';
import { Column, type Row } from './formats/row.ts';

const { timeZone, decimal, nulls, where, category, priority, key } = IncidentMapping.shape;
/** Several are joined with a blank. */
const Text = z.union([Column, z.array(Column).min(1).max(8)]).transform((columns) => [columns].flat());

/** How one JSON record is read as a report: in the words in which files are (docs/import.md). */
export const ReportMapping = z.strictObject({
  timeZone,
  decimal,
  nulls,
  where,
  category,
  priority,
  key,
  /** Without it, a report is of when it came. */
  when: When.optional(),
  title: Text.optional(),
  description: Text.optional(),
  address: Text.optional(),
  contact: z.strictObject({ name: Column.optional(), phone: Column }).optional(),
});

/** What of the city a mapping needs. */
export type MappingCity = { timeZone: string; hasCategory(id: string): boolean };

/** A record as a report without its source; `ref`: of a record whose mapping names no key. */
export type ReadReport = (record: unknown, ref: string) => Result<Record<string, unknown>, FieldError[]>;

const why: Record<NoMoment | NoPlace, string> = {
  'no-time': 'holds no time',
  'unreadable-time': 'is not a time in the format of the mapping',
  'unreadable-place': 'is not two numbers',
  'outside-the-world': 'lies outside the world',
  'swapped-place': 'longitude and latitude look swapped',
};

/** A reader of records; or what is wrong with the mapping itself, pointing into it. */
export function createReportMapper(input: unknown, city: MappingCity): Result<ReadReport, FieldError[]> {
  const parsed = ReportMapping.safeParse(input);
  if (!parsed.success) return refused(fieldErrors(parsed.error));
  const mapping = parsed.data;
  const { exact, prefix } = mapping.category;
  const named = [...Object.values(exact), ...Object.values(prefix), mapping.category.default ?? []].flat();
  if (named.length === 0) return refused([{ pointer: '/category', detail: 'names no category' }]);
  if (!named.every((id) => city.hasCategory(id)))
    return refused([{ pointer: '/category', detail: 'names a category that the city has not' }]);
  try {
    return accepted(readerOf(mapping, city.timeZone));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused([{ pointer: '/when', detail: error.message }]);
  }
}

/** @throws {RangeError} on an unknown zone or format. */
function readerOf(mapping: z.output<typeof ReportMapping>, zone: string): ReadReport {
  const when = mapping.when && createWhen(mapping.when, mapping.timeZone ?? zone);
  const where = createWhere(mapping.where, mapping.decimal);
  const category = createLookUp(mapping.category);
  const priority = mapping.priority && createLookUp(mapping.priority);
  const nulls = new Set(mapping.nulls);

  return (record, ref) => {
    const row = rowOf(record, nulls);
    const text = (columns: readonly Column[] | undefined) =>
      columns?.flatMap((column) => row.get(column) ?? []).join(' ') || undefined;
    const moment = when?.(row);
    if (moment && !moment.ok) return wrong(mapping.when?.[0]?.columns[0], why[moment.refusal]);
    const place = where(row);
    if (!place.ok) return wrong(firstOf(mapping.where), why[place.refusal]);
    const { column } = mapping.category;
    const found = category(column === undefined ? undefined : row.get(column));
    if (found === undefined) return wrong(column, 'is none that the mapping knows');
    const named = mapping.key?.map((part) => row.get(part));
    if (named?.every((part) => part === undefined)) return wrong(mapping.key?.[0], 'holds no key');
    const phone = mapping.contact && row.get(mapping.contact.phone);
    const name = mapping.contact?.name === undefined ? undefined : row.get(mapping.contact.name);
    const said = {
      sourceRef: named ? named.map((part = '') => part.replaceAll(/[\\|]/g, '\\$&')).join('|') : ref,
      category: found,
      priority: mapping.priority && priority?.(row.get(mapping.priority.column)),
      title: text(mapping.title),
      description: text(mapping.description),
      address: text(mapping.address),
      location: place.value ? { type: 'Point', coordinates: place.value } : undefined,
      reportedAt: moment && new Date(moment.value.at).toISOString(),
      contact: phone === undefined ? undefined : { name: name ?? '', phone },
    };
    return accepted(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)));
  };
}

const wrong = (column: Column | undefined, detail: string) => refused([{ pointer: pointerOf(column), detail }]);

/** `a.b` as `/a/b`. */
const pointerOf = (column: Column | undefined) =>
  column === undefined ? '' : `/${String(column).replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('.', '/')}`;

function firstOf(where: z.output<typeof ReportMapping>['where']): Column | undefined {
  if (!where) return undefined;
  return 'point' in where ? where.point : 'x' in where ? where.x : where.lon;
}

function rowOf(record: unknown, nulls: ReadonlySet<string>): Row {
  return {
    line: 1,
    get(column) {
      const value = at(record, String(column));
      if (value === undefined || value === null || typeof value === 'object') return undefined;
      const text = String(value).trim();
      return nulls.has(text) ? undefined : text;
    },
  };
}
