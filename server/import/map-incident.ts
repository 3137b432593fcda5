import type { AreaId, CellId } from '#data/contract/ids.ts';
import type { PastIncident, Priority } from '#data/contract/incident.ts';
import type { LonLat } from '#data/contract/place.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { isKey, refForm } from '#data/kit/text.ts';
import { AHEAD_MS, whyNoPlace } from '../intake/check-report.ts';
import type { Bounds } from '#data/contract/place.ts';
import { createLookUp } from './look-up.ts';
import type { IncidentMapping, Where } from './mapping.ts';
import { createWhen, type Clocks, type NoMoment } from './read-when.ts';
import { columnsOfPlace, createWhere, type NoPlace } from './place/read-where.ts';
import type { Column, Row } from './formats/row.ts';

/** Why a row is no incident of this city. */
export type NoIncident =
  | NoMoment
  | NoPlace
  | 'columns'
  | 'not-a-record'
  | 'future'
  | 'before-1970'
  | 'no-category'
  | 'key-too-long'
  | 'key-not-text'
  | 'no-key';

/** What of the city a mapping needs. */
export type ImportCity = {
  timeZone: string;
  reach: Bounds;
  priorityOf(category: string): Priority | undefined;
  cellAt(lon: number, lat: number): CellId | null;
  hasCell(id: string): boolean;
  pathOf(cell: CellId): readonly AreaId[];
};

export type Mapped = { incident: Omit<PastIncident, 'id'>; clocks: Clocks };

/**
 * Reads rows as a mapping says. `file` names the file's content, for records without a key of
 * their own: the same line of the same file is the same record.
 * @throws {RangeError} when the mapping names a time zone, format or category that does not exist.
 */
export function createIncidentMapper(
  mapping: IncidentMapping,
  city: ImportCity,
  file: string,
  now: number,
): (row: Row) => Result<Mapped, NoIncident> {
  checkCategories(mapping, city);
  const when = createWhen(mapping.when, mapping.timeZone ?? city.timeZone);
  const where = createWhere(whereOf(mapping), mapping.decimal);
  const category = createLookUp(mapping.category);
  const priority = mapping.priority && createLookUp(mapping.priority);
  const { source, key } = mapping;

  return (row) => {
    if (row.broken) return refused('not-a-record');
    if (row.ragged) return refused('columns');
    const moment = when(row);
    if (!moment.ok) return moment;
    const { at, clocks, dayOnly } = moment.value;
    if (at < 0) return refused('before-1970');
    if (at > now + AHEAD_MS) return refused('future');
    const place = where(row);
    if (!place.ok) return place;
    const location = place.value;
    if (location && whyNoPlace(location, city.reach) !== null) return refused('swapped-place');
    const found = category(mapping.category.column === undefined ? undefined : row.get(mapping.category.column));
    if (found === undefined) return refused('no-category');
    const named = key ? keyOf(row, key) : `${file}:${row.line}`;
    if (named === null) return refused('no-key');
    const ref = refForm(named);
    if (ref.length > 128) return refused('key-too-long');
    if (!isKey(ref)) return refused('key-not-text');
    const cell = cellOf(row, location);
    return accepted({
      clocks,
      incident: {
        category: found,
        priority: priority?.(row.get(mapping.priority!.column)) ?? city.priorityOf(found)!,
        reportedAt: at,
        ...(dayOnly && { dayOnly }),
        times: { received: at },
        areas: cell === null ? [] : [...city.pathOf(cell)],
        source,
        sourceRef: ref,
        ...(cell !== null && { cell }),
        ...(location && { location }),
      },
    });
  };

  /** What the source says of the cell counts more than where its rounded point fell. */
  function cellOf(row: Row, location: LonLat | null): CellId | null {
    if (mapping.cell) {
      const value = row.get(mapping.cell.column);
      const id = `${mapping.cell.prefix}${value}`;
      if (value !== undefined && city.hasCell(id)) return id as CellId;
    }
    return location && city.cellAt(...location);
  }
}

/** Features have a place of their own. */
function whereOf({ format, where }: IncidentMapping): Where | undefined {
  return where ?? (format === 'geojson' ? { lon: '@lon', lat: '@lat' } : undefined);
}

/** Several values are told apart whatever stands in them: `x|y`, `z` is not `x`, `y|z`. */
function keyOf(row: Row, columns: readonly Column[]): string | null {
  const values = columns.map((column) => row.get(column));
  if (values.every((value) => value === undefined)) return null;
  if (values.length === 1) return values[0]!;
  return values.map((value = '') => value.replaceAll(/[\\|]/g, '\\$&')).join('|');
}

function checkCategories({ category }: IncidentMapping, city: ImportCity): void {
  const named = [
    ...Object.values(category.exact),
    ...Object.values(category.prefix),
    ...(category.default === undefined ? [] : [category.default]),
  ];
  const unknown = [...new Set(named.filter((id) => city.priorityOf(id) === undefined))];
  if (unknown.length > 0) throw new RangeError(`the city has no category ${unknown.map((id) => `"${id}"`).join(', ')}`);
  if (named.length === 0) throw new RangeError('the mapping names no category');
}

/** Every column a mapping asks for. */
export function columnsOf(mapping: IncidentMapping): Column[] {
  const { when, cell, category, priority, key } = mapping;
  const single = [cell?.column, category.column, priority?.column].filter((column) => column !== undefined);
  return [...when.flatMap(({ columns }) => columns), ...columnsOfPlace(whereOf(mapping)), ...single, ...(key ?? [])];
}
