import { describe, expect, test } from 'vitest';
import { WeekSeries } from '#data/contract/trend.ts';
import { packCell } from '../support/pack.ts';
import { analysisOf, city, evenly, pack } from './counted-city.ts';

// 2026-11-23 is a Monday; the city is on Vienna's time.
const wednesday = city('2026-11-25 14:20');

describe('this week', () => {
  test('a city where every day has 24 incidents expects 24, and 14 by two in the afternoon', async () => {
    const analysis = await analysisOf(evenly(24, '2026-06-01', '2026-11-26'), wednesday);
    const week = WeekSeries.parse(analysis.week({}));
    expect(week.points.map(({ count }) => count)).toEqual([24, 24, 14, null, null, null, null]);
    expect(week.points.map(({ expected }) => expected)).toEqual([24, 24, 14, 24, 24, 24, 24]);
    expect(week.soFar).toMatchObject({ count: 62, expected: 62, p: 1, verdict: 'no-change' });
    expect(week.points[2]!.until).toBe(city('2026-11-25 14:00'));
    expect([week.points[0]!.from, week.points[6]!.to]).toEqual([city('2026-11-23 00:00'), city('2026-11-30 00:00')]);
    expect(week.counted).toBe(62);
    // Harvest Week lies among the weeks compared with: seven days of 24.
    expect(week.leftOut).toEqual({ 'this-hour': 1, 'festival-days': 7 * 24 });
  });

  test('the band is that of a count: 24 expected, 14 to 35 or so are no surprise', async () => {
    const analysis = await analysisOf(evenly(24, '2026-06-01', '2026-11-26'), wednesday);
    const [monday] = analysis.week({}).points;
    // scipy: nbinom with mean 24, variance 24 * (1 + 1/16): 2.5 % and 97.5 % quantile.
    expect([monday!.low, monday!.high]).toEqual([15, 34]);
  });

  test('twice as many is higher, half is lower', async () => {
    const before = evenly(24, '2026-06-01', '2026-11-23');
    const busy = await analysisOf([...before, ...evenly(48, '2026-11-23', '2026-11-26')], wednesday);
    expect(busy.week({}).soFar).toMatchObject({ count: 124, expected: 62, verdict: 'higher' });
    const quiet = await analysisOf([...before, ...evenly(8, '2026-11-23', '2026-11-26')], wednesday);
    expect(quiet.week({}).soFar).toMatchObject({ verdict: 'lower' });
  });

  test('two where one was expected say nothing', async () => {
    const analysis = await analysisOf(evenly(1, '2026-06-01', '2026-11-26'), city('2026-11-25 00:00'));
    expect(analysis.week({}).soFar).toMatchObject({ count: 2, expected: 2, verdict: 'too-few' });
  });

  test('a city that has counted for seven weeks has no verdict yet', async () => {
    const analysis = await analysisOf(evenly(24, '2026-10-05', '2026-11-26'), wednesday);
    expect(analysis.week({}).soFar.verdict).toBe('too-few');
    const longer = await analysisOf(evenly(24, '2026-09-21', '2026-11-26'), wednesday);
    expect(longer.week({}).soFar.verdict).toBe('no-change');
  });

  test('before the first hour of the week is over, nothing is compared', async () => {
    const analysis = await analysisOf(evenly(24, '2026-06-01', '2026-11-26'), city('2026-11-23 00:40'));
    const { points, soFar } = analysis.week({});
    expect(points.every(({ count }) => count === null)).toBe(true);
    expect(soFar).toEqual({ count: 0, expected: 0, p: 1, verdict: 'too-few' });
  });

  test('in an empty city everything is nought', async () => {
    const analysis = await analysisOf([], wednesday);
    const week = WeekSeries.parse(analysis.week({}));
    expect(week.points[0]).toMatchObject({ count: 0, expected: 0, low: 0, high: 0 });
    expect(week.soFar.verdict).toBe('too-few');
  });
});

describe('festivals', () => {
  // The test city's Harvest Week: 1 to 7 October 2026, a Thursday to a Wednesday.
  const withoutFestival = [
    ...evenly(24, '2026-06-01', '2026-10-01'),
    ...evenly(2, '2026-10-01', '2026-10-08'),
    ...evenly(24, '2026-10-08', '2026-11-26'),
  ];

  test('a quiet festival does not make an ordinary week look busy', async () => {
    const analysis = await analysisOf(withoutFestival, wednesday);
    const week = analysis.week({});
    expect(week.points.map(({ expected }) => expected)).toEqual([24, 24, 14, 24, 24, 24, 24]);
    expect(week.soFar.verdict).toBe('no-change');
    expect(week.leftOut['festival-days']).toBe(14);
  });

  test('during a festival its days are shown, marked, and not compared', async () => {
    const analysis = await analysisOf(withoutFestival, city('2026-10-02 10:00'));
    const { points, soFar } = analysis.week({});
    expect(points.map(({ unusual }) => unusual === true)).toEqual([false, false, false, true, true, true, true]);
    expect(points[3]!.count).toBe(2);
    expect(soFar).toMatchObject({ count: 72, expected: 72 });
  });
});

describe('a festival of two months', () => {
  test('is a season: its weeks are weeks to compare with, and to be compared', async () => {
    const festivals = [{ from: '2026-08-01', to: '2026-09-30', names: { en: 'Lake season' } }];
    const calendar = { ...pack.calendar, festivals };
    const analysis = await analysisOf(evenly(24, '2026-05-01', '2026-09-24'), city('2026-09-23 12:00'), { calendar });
    const { soFar, leftOut } = analysis.week({});
    expect(soFar).toMatchObject({ count: 60, expected: 60, verdict: 'no-change' });
    expect(leftOut['festival-days']).toBe(0);
  });
});

describe('when the clocks change', () => {
  test('the day with 25 hours is one day', async () => {
    // 2026-10-25, a Sunday, has 25 hours in Vienna.
    const analysis = await analysisOf(evenly(24, '2026-05-01', '2026-10-26'), city('2026-10-25 23:10'));
    const sunday = analysis.week({}).points[6]!;
    expect(sunday.to - sunday.from).toBe(25 * 3_600_000);
    expect(sunday).toMatchObject({ count: 23, expected: 23 });
  });
});

describe('the season', () => {
  /** Twice as many in winter as in summer, the same every year. */
  function seasonal(years: number[]) {
    const days: ReturnType<typeof evenly> = [];
    const first = Date.parse('2022-11-28');
    const last = Date.parse('2026-11-25');
    for (let at = first; at <= last; at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      if (!years.includes(Number(day.slice(0, 4)))) continue;
      const next = new Date(at + 86_400_000).toISOString().slice(0, 10);
      const winter = Math.cos(((at - Date.parse('2026-01-01')) / 86_400_000 / 365.25) * 2 * Math.PI);
      days.push(...evenly(Math.round(72 + 24 * winter), day, next));
    }
    return days;
  }

  test('a rise that comes every autumn is expected', async () => {
    const known = await analysisOf(seasonal([2022, 2023, 2024, 2025, 2026]), wednesday);
    const { soFar, definition } = known.week({});
    expect(Math.abs(soFar.expected / soFar.count - 1)).toBeLessThan(0.03);
    expect(soFar.verdict).toBe('no-change');
    expect(definition).toContain('season of earlier years');
  });

  test('without earlier years the same rise is not foreseen', async () => {
    const unknown = await analysisOf(seasonal([2026]), wednesday);
    const { soFar, definition } = unknown.week({});
    expect(soFar.expected / soFar.count).toBeLessThan(0.9);
    expect(definition).not.toContain('season of earlier years');
  });
});

describe('a part of the city', () => {
  const mixed = [
    ...evenly(24, '2026-06-01', '2026-11-26'),
    ...evenly(12, '2026-06-01', '2026-11-26', { cell: packCell(7, 0) }),
    ...evenly(6, '2026-06-01', '2026-11-26', { category: 'city-order/litter', cell: undefined }),
  ];

  test.each([
    [{}, 24 + 12 + 6, {}],
    [{ area: 'd0' }, 24, { 'off-map': 6 }],
    [{ area: 'd1s0' }, 12, { 'off-map': 6 }],
    [{ area: 'd1s1' }, 0, { 'off-map': 6 }],
    [{ category: 'public-security' }, 36, {}],
    [{ category: 'public-security/theft', area: 'd1' }, 12, { 'off-map': 0 }],
    [{ category: 'city-order' }, 6, {}],
  ])('%j has %d a day', async (selection, perDay, leftOut) => {
    const analysis = await analysisOf(mixed, city('2026-11-24 00:00'));
    const week = analysis.week(selection);
    expect(week.points[0]!.count).toBe(perDay);
    expect(week.points[0]!.expected).toBe(perDay);
    expect(week.leftOut).toMatchObject(leftOut);
  });
});
