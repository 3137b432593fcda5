import { describe, expect, test } from 'vitest';
import { MonthSeries } from '#data/contract/trend.ts';
import { seededRandom } from '#data/kit/random.ts';
import { analysisOf, city, evenly, past } from './counted-city.ts';

const now = city('2026-11-23 12:30');

describe('the months', () => {
  test('twelve whole ones and the one under way, each beside the year before', async () => {
    const analysis = await analysisOf(
      [...evenly(2, '2024-11-01', '2025-11-01'), ...evenly(4, '2025-11-01', '2026-11-24')],
      now,
    );
    const { months, counted } = MonthSeries.parse(analysis.months({}));
    expect(months.map(({ month }) => month)).toEqual([
      '2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05',
      '2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11',
    ]); // prettier-ignore
    expect(months[0]).toEqual({ month: '2025-11', count: 120, before: 60, partial: false });
    expect(months[3]).toEqual({ month: '2026-02', count: 112, before: 56, partial: false });
    // 22 whole days and the morning, two of four a day; the same part of last November.
    expect(months[12]).toEqual({ month: '2026-11', count: 90, before: 90, partial: true });
    expect(counted).toBe(365 * 4 + 90);
  });

  test('a month in which counting had not begun is unknown, not nought', async () => {
    const analysis = await analysisOf(evenly(4, '2025-03-10', '2026-11-24'), now);
    const { months, change } = analysis.months({});
    expect(months.map(({ before }) => before)).toEqual([
      null,
      null,
      null,
      null,
      null,
      120,
      124,
      120,
      124,
      124,
      120,
      124,
      90,
    ]);
    expect(change).toMatchObject({ ratio: null, low: null, high: null, p: 1, verdict: 'too-few' });
  });
});

describe('this year against the last', () => {
  /** So many in the year to the end of October 2026, so many in the year before, shared out by `random`. */
  function years(count: number, before: number, seed = 'years') {
    const random = seededRandom(seed);
    const spread = (n: number, from: number, to: number) =>
      Array.from({ length: n }, () => past(from + random() * (to - from)));
    return [
      past(city('2024-10-31 12:00')),
      ...spread(before, city('2024-11-01 00:00'), city('2025-11-01 00:00')),
      ...spread(count, city('2025-11-01 00:00'), city('2026-11-01 00:00')),
    ];
  }

  test('is the exact test of two rates', async () => {
    const { change } = (await analysisOf(years(1500, 1400), now)).months({});
    // R: poisson.test(c(1500, 1400), c(365, 365)); here from SciPy's binomtest(1500, 2900).
    expect(change.ratio).toBeCloseTo(1.0714285714, 9);
    expect(change.p).toBeCloseTo(0.06599, 4);
    expect(change.low).toBeCloseTo(0.99551, 4);
    expect(change.high).toBeCloseTo(1.15321, 4);
    expect(change.verdict).toBe('no-change');
  });

  test('a fall by nine tenths is lower', async () => {
    const { change } = (await analysisOf(years(12, 120), now)).months({});
    expect(change).toMatchObject({ now: 12, before: 120, verdict: 'lower' });
    expect(change.ratio).toBeCloseTo(0.1, 10);
  });

  test('three where there were two are too few to say', async () => {
    expect((await analysisOf(years(3, 2), now)).months({}).change.verdict).toBe('too-few');
  });

  test('months that swing wildly make the same rise no verdict', async () => {
    const steady = (await analysisOf(years(1550, 1400), now)).months({}).change;
    expect(steady.verdict).toBe('higher');
    const swinging = [past(city('2024-10-31 12:00'))];
    for (let month = 0; month < 12; month++) {
      const at = (year: number) => Date.UTC(year, 10 + month, 15);
      const up = month % 2 === 0 ? 60 : -60;
      swinging.push(
        ...Array.from({ length: 117 - up }, () => past(at(2024))),
        ...Array.from({ length: 129 + up }, () => past(at(2025))),
      );
    }
    const { change } = (await analysisOf(swinging, now)).months({});
    expect(change.p).toBeLessThan(0.05);
    expect(change.dispersion).toBeGreaterThan(5);
    expect(change.verdict).toBe('no-change');
  });

  test('of an empty city nothing is said', async () => {
    const { change } = MonthSeries.parse((await analysisOf([], now)).months({}));
    expect(change).toMatchObject({ now: 0, before: 0, verdict: 'too-few' });
  });
});
