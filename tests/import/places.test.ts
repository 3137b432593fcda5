import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LonLat } from '#data/contract/place.ts';
import { readRows } from '#server/import/formats/read-rows.ts';
import { bd09Of, gcj02Of, toWgs84 } from '#server/import/place/chinese-datums.ts';
import { createWhere } from '#server/import/place/read-where.ts';
import { Where } from '#server/import/mapping.ts';
import { rowOf } from './rows.ts';

const placeOf = (where: unknown, x: string, y: string) => {
  const place = createWhere(Where.parse(where))(rowOf({ x, y }));
  return place.ok ? place.value : place.refusal;
};
const projected = (projection: string, x: string, y: string) => placeOf({ x: 'x', y: 'y', projection }, x, y) as LonLat;

describe('EPSG codes', () => {
  test.each([
    // The example of IOGP Guidance Note 7-2 for the Transverse Mercator of the British grid.
    ['EPSG:27700', '577274.99', '69740.50', [0.5, 50.5], 2e-3],
    ['EPSG:26910', '491000', '5459000', [-123.1235, 49.2837], 1e-3],
    ['EPSG:32647', '500000', '0', [99, 0], 1e-9],
    ['EPSG:3857', '11329875.134', '4385855.138', [101.778, 36.617], 1e-7],
    ['EPSG:4490', '101.778', '36.617', [101.778, 36.617], 1e-12],
    ['epsg:2154', '700000', '6600000', [3, 46.5], 1e-9],
  ])('%s', (projection, x, y, [lon, lat], within) => {
    const [east, north] = projected(projection, x, y);
    expect(Math.abs(east - lon!)).toBeLessThan(within);
    expect(Math.abs(north - lat!)).toBeLessThan(within);
  });

  test('the strips of CGCS 2000 are one place, however they number it', () => {
    const at = projected('EPSG:4543', '480137', '4053905');
    expect(projected('EPSG:4522', '34480137', '4053905')).toEqual(at);
    expect(at[0]).toBeCloseTo(101.778, 2);
    expect(at[1]).toBeCloseTo(36.617, 2);
  });

  test('a code that is not known, and one that is none, are said to be', () => {
    expect(() => projected('EPSG:1', '0', '1')).toThrow('EPSG:1 is not known here');
    expect(Where.safeParse({ x: 'x', y: 'y', projection: 'EPSG:x' }).success).toBe(false);
  });

  const portal = join(import.meta.dirname, '../../../shared/data/incidents/chicago_crimes_10k_2015.csv');
  test.skipIf(!existsSync(portal))("are those of Chicago's own portal, to a metre", async () => {
    const where = createWhere({ x: 'X Coordinate', y: 'Y Coordinate', projection: 'EPSG:3435' });
    const bytes = Readable.from([readFileSync(portal)]);
    const format = { format: 'csv', header: true, nulls: [''] } as const;
    let compared = 0;
    for await (const row of readRows(bytes, format, ['X Coordinate', 'Y Coordinate', 'Longitude', 'Latitude'])) {
      const place = where(row);
      if (!place.ok || place.value === null) continue;
      const [lon, lat] = [Number(row.get('Longitude')), Number(row.get('Latitude'))];
      expect(Math.abs(place.value[0] - lon) + Math.abs(place.value[1] - lat)).toBeLessThan(2e-5);
      compared++;
    }
    expect(compared).toBe(9837);
  });
});

describe('Chinese maps', () => {
  /** What googollee/eviltransform tests itself with: WGS 84 and GCJ-02, latitude first there. */
  const known: [wgs: LonLat, gcj: LonLat][] = [
    [
      [121.4737, 31.1774276],
      [121.4782004, 31.1755304],
    ],
    [
      [113.9519, 22.543847],
      [113.9568, 22.540796],
    ],
  ];
  test.each(known)('%j is shown at %j', (wgs, gcj) => {
    const shown = gcj02Of(wgs);
    expect(Math.abs(shown[0] - gcj[0])).toBeLessThan(1e-3);
    expect(Math.abs(shown[1] - gcj[1])).toBeLessThan(1e-3);
  });

  test('at Xining the state shows a place about 173 m to the east', () => {
    const [lon, lat] = gcj02Of([101.7782, 36.6171]);
    expect(lon - 101.7782).toBeCloseTo(0.00193, 4);
    expect(lat - 36.6171).toBeCloseTo(-0.00008, 4);
  });

  test('there and back is less than a centimetre anywhere in China, by either', () => {
    const china = fc.tuple(fc.double({ min: 73, max: 135, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }));
    fc.assert(
      fc.property(china, (at) => {
        for (const back of [toWgs84('gcj-02', gcj02Of(at)), toWgs84('bd-09', bd09Of(gcj02Of(at)))]) {
          expect(Math.abs(back[0] - at[0])).toBeLessThan(1e-7);
          expect(Math.abs(back[1] - at[1])).toBeLessThan(1e-7);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('only what is declared to be moved is moved, and nothing outside of China', () => {
    const columns = { lon: 'x', lat: 'y' };
    expect(placeOf(columns, '101.78', '36.62')).toEqual([101.78, 36.62]);
    expect(placeOf({ ...columns, datum: 'wgs-84' }, '101.78', '36.62')).toEqual([101.78, 36.62]);
    expect(placeOf({ ...columns, datum: 'gcj-02' }, '101.78', '36.62')).not.toEqual([101.78, 36.62]);
    expect(placeOf({ ...columns, datum: 'gcj-02' }, '-87.6', '41.8')).toEqual([-87.6, 41.8]);
  });
});
