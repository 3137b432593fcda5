import { describe, expect, test } from 'vitest';
import { HeatMatrix } from '#data/contract/trend.ts';
import { analysisOf, city, evenly, past } from './counted-city.ts';

const HOUR = 3_600_000;
const sum = (rows: number[][]) => rows.flat().reduce((a, b) => a + b, 0);

describe('hour of the week', () => {
  test('rows begin on Monday at midnight, city time', async () => {
    const tuesdays = Array.from({ length: 12 }, (_, week) => past(city('2026-08-18 22:10') + week * 7 * 24 * HOUR));
    const { rows, weeks } = HeatMatrix.parse((await analysisOf(tuesdays, city('2026-11-09 10:00'))).heat({}));
    expect(weeks).toBe(11);
    // Autumn time from 25 October: two of the eleven stand one city hour earlier.
    expect(rows[1]![22]).toBeCloseTo(9 / 11, 12);
    expect(rows[1]![21]).toBeCloseTo(2 / 11, 12);
    expect(sum(rows)).toBeCloseTo(1, 12);
  });

  test('an hour that the clocks passed twice is not busier for it', async () => {
    const everyHour = [...Array(24 * 120).keys()].map((hour) => past(city('2026-07-20 00:00') + hour * HOUR));
    const { rows, counted } = (await analysisOf(everyHour, city('2026-11-10 00:00'))).heat({});
    expect(new Set(rows.flat())).toEqual(new Set([1]));
    expect(counted).toBe(12 * 168);
  });

  test('a young city is averaged over the weeks it has', async () => {
    const { weeks, rows } = (await analysisOf(evenly(24, '2026-11-02', '2026-11-24'), city('2026-11-23 00:00'))).heat(
      {},
    );
    expect(weeks).toBe(3);
    expect(new Set(rows.flat())).toEqual(new Set([1]));
  });

  test('an empty city is cold', async () => {
    const { weeks, rows } = HeatMatrix.parse((await analysisOf([], city('2026-11-23 00:00'))).heat({}));
    expect([weeks, sum(rows)]).toEqual([0, 0]);
  });
});
