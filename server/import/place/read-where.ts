import proj4 from 'proj4';
import type { LonLat } from '#data/contract/place.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { Where } from '../mapping.ts';
import { readNumber, type Decimal } from '../read-number.ts';
import { toWgs84 } from './chinese-datums.ts';
import { definitionOf } from './epsg.ts';
import type { Column, Row } from '../formats/row.ts';

export type NoPlace = 'unreadable-place' | 'outside-the-world' | 'swapped-place';

/** The place of a row in degrees of WGS 84; null where it has none (nothing there, or withheld as 0, 0). */
export function createWhere(
  where: Where | undefined,
  decimal: Decimal = '.',
): (row: Row) => Result<LonLat | null, NoPlace> {
  if (!where) return () => accepted(null);
  const read = readerOf(where, (text) => readNumber(text, decimal), decimal);
  const project = 'x' in where ? projectionOf(where.projection) : null;
  const datum = ('datum' in where && where.datum) || 'wgs-84';
  return (row) => {
    const pair = read(row);
    if (!pair) return accepted(null);
    const [x, y] = pair;
    if (x === 0 && y === 0) return accepted(null);
    if (!Number.isFinite(x) || !Number.isFinite(y)) return refused('unreadable-place');
    const [lon, lat] = project ? project(x, y) : pair;
    if (!isOnEarth(lon, lat)) return refused(isOnEarth(lat, lon) ? 'swapped-place' : 'outside-the-world');
    return accepted(datum === 'wgs-84' ? [lon, lat] : toWgs84(datum, [lon, lat]));
  };
}

const isOnEarth = (lon: number, lat: number) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/** Two numbers, NaN where a text is none; null where one is missing. */
function readerOf(
  where: Where,
  number: (text: string) => number,
  decimal: Decimal,
): (row: Row) => [number, number] | null {
  if ('point' in where) {
    return (row) => {
      const text = row.get(where.point);
      if (text === undefined) return null;
      const [first = NaN, second = NaN, ...rest] = text
        .replaceAll(/^[\s(]+|[\s)]+$/g, '')
        .split(decimal === ',' ? /[\s;]+/ : /[\s,;]+/)
        .map(number);
      if (rest.length > 0) return [NaN, NaN];
      return where.order === 'lon-lat' ? [first, second] : [second, first];
    };
  }
  const [first, second] = 'x' in where ? [where.x, where.y] : [where.lon, where.lat];
  return (row) => {
    const [a, b] = [row.get(first), row.get(second)];
    return a === undefined || b === undefined ? null : [number(a), number(b)];
  };
}

const projections = new Map<string, (x: number, y: number) => [number, number]>();

/** @throws {Error} when the code is not known, or proj4 does not understand the definition. */
function projectionOf(named: string): (x: number, y: number) => [number, number] {
  const definition = definitionOf(named);
  let inverse = projections.get(definition);
  if (!inverse) {
    const converter = proj4(definition, 'WGS84');
    projections.set(definition, (inverse = (x, y) => converter.forward([x, y]) as [number, number]));
  }
  return inverse;
}

/** The columns that a place is read from. */
export function columnsOfPlace(where: Where | undefined): Column[] {
  if (!where) return [];
  if ('point' in where) return [where.point];
  return 'x' in where ? [where.x, where.y] : [where.lon, where.lat];
}
