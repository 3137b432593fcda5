import type { WrittenMapping } from '#data/contract/import.ts';

/** What of a mapping the form shows; all else of it stays as it was written. */
export type MappingForm = {
  source: string;
  format: string;
  encoding: string;
  delimiter: string;
  sheet: string;
  decimal: string;
  timeZone: string;
  time: string;
  timeFormat: string;
  /** The hour in a column of its own; without it, none. */
  clock: string;
  clockFormat: string;
  place: 'none' | 'own' | 'columns' | 'point' | 'projected';
  lon: string;
  lat: string;
  point: string;
  order: string;
  x: string;
  y: string;
  projection: string;
  datum: string;
  category: string;
  otherwise: string;
  exact: Record<string, string>;
  key: string;
};

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** The mapping in the form's fields; what the form has no field for is not in it. */
export function formOf(mapping: WrittenMapping): MappingForm {
  const [time, clock] = [mapping['when']].flat().map(recordOf);
  const where = recordOf(mapping['where']);
  const category = recordOf(mapping['category']);
  return {
    source: textOf(mapping['source']),
    format: textOf(mapping['format']) || 'csv',
    encoding: textOf(mapping['encoding']),
    delimiter: textOf(mapping['delimiter']),
    sheet: textOf(mapping['sheet']),
    decimal: textOf(mapping['decimal']) || '.',
    timeZone: textOf(mapping['timeZone']),
    time: textOf(first(time?.['columns'])),
    timeFormat: textOf(time?.['format']),
    clock: textOf(first(clock?.['columns'])),
    clockFormat: textOf(clock?.['format']) || 'HH:mm',
    place: placeOf(where, mapping['format']),
    lon: textOf(where['lon']),
    lat: textOf(where['lat']),
    point: textOf(where['point']),
    order: textOf(where['order']) || 'lat-lon',
    x: textOf(where['x']),
    y: textOf(where['y']),
    projection: textOf(where['projection']),
    datum: textOf(where['datum']) || 'wgs-84',
    category: textOf(category['column']),
    otherwise: textOf(category['default']),
    exact: Object.fromEntries(Object.entries(recordOf(category['exact'])).map(([value, id]) => [value, textOf(id)])),
    key: textOf(first(mapping['key'])),
  };
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

function placeOf(where: Record<string, unknown>, format: unknown): MappingForm['place'] {
  if ('lon' in where) return 'columns';
  if ('point' in where) return 'point';
  if ('x' in where) return 'projected';
  return format === 'geojson' ? 'own' : 'none';
}

/** The mapping with what was changed in the form; fields of which nothing was changed stay as they were written. */
export function withChange(mapping: WrittenMapping, change: Partial<MappingForm>): WrittenMapping {
  const form = { ...formOf(mapping), ...change };
  const is = (...names: (keyof MappingForm)[]) => names.some((name) => name in change);
  const next: WrittenMapping = { ...mapping };
  for (const name of ['source', 'format', 'encoding', 'delimiter', 'sheet', 'decimal', 'timeZone'] as const)
    if (name in change) put(next, name, form[name]);
  if (is('time', 'timeFormat', 'clock', 'clockFormat')) put(next, 'when', whenOf(mapping['when'], form, change));
  if (is('place', 'lon', 'lat', 'point', 'order', 'x', 'y', 'projection', 'datum')) put(next, 'where', whereOf(form));
  if (is('category', 'otherwise', 'exact')) {
    const category = { ...recordOf(mapping['category']) };
    put(category, 'column', form.category);
    put(category, 'default', form.otherwise);
    const exact = Object.entries(form.exact).filter(([, id]) => id !== '');
    put(category, 'exact', exact.length === 0 ? '' : Object.fromEntries(exact));
    next['category'] = category;
  }
  if (is('key')) put(next, 'key', form.key === '' ? '' : [form.key]);
  return next;
}

function put(into: Record<string, unknown>, name: string, value: unknown): void {
  if (value === '' || value === null) delete into[name];
  else into[name] = value;
}

function whenOf(before: unknown, form: MappingForm, change: Partial<MappingForm>): unknown {
  const [time, clock] = [before].flat().map(recordOf);
  const columns = (part: Record<string, unknown> | undefined, name: 'time' | 'clock') =>
    name in change || part === undefined ? form[name] : part['columns'];
  if (form.time === '') return '';
  const one = { ...time, columns: columns(time, 'time'), format: form.timeFormat || 'iso' };
  if (form.clock === '') return one;
  return [one, { ...clock, columns: columns(clock, 'clock'), format: form.clockFormat }];
}

function whereOf(form: MappingForm): unknown {
  const datum = form.datum === 'wgs-84' ? {} : { datum: form.datum };
  switch (form.place) {
    case 'columns':
      return { lon: form.lon, lat: form.lat, ...datum };
    case 'point':
      return { point: form.point, order: form.order, ...datum };
    case 'projected':
      return { x: form.x, y: form.y, projection: form.projection };
    case 'own':
      return form.datum === 'wgs-84' ? '' : { lon: '@lon', lat: '@lat', ...datum };
    case 'none':
      return '';
  }
}
