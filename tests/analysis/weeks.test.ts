import { describe, expect, test } from 'vitest';
import { TrendWeeks } from '#data/contract/trend-weeks.ts';
import { parseDay } from '#data/rules/civil-day.ts';
import { isInsufficient } from '#data/stats/insufficient.ts';
import { expectedWeeks } from '#server/analysis/series/expected-weeks.ts';
import { seededRandom } from '#data/kit/random.ts';
import { analysisOf, city, evenly, past } from './counted-city.ts';

const monday = city('2026-11-30 09:00');
const to = parseDay('2026-11-30');

/** Counts drawn for each week, busier in summer. */
function seasonal(from: string, until: string, perWeek: number, factor: (day: number) => number = () => 1) {
  const random = seededRandom('weeks');
  const all = [];
  for (let day = parseDay(from); day < parseDay(until); day++) {
    const mean = (perWeek / 7) * (1 + 0.5 * Math.sin((2 * Math.PI * (day % 365)) / 365)) * factor(day);
    let count = 0;
    for (let left = random(); left > Math.exp(-mean); left *= random()) count++;
    for (let i = 0; i < count; i++) all.push(past(day * 86_400_000 + 43_200_000 + i * 60_000));
  }
  return all;
}

describe('the weeks', () => {
  test('of five years have a band for the last one, which holds most of them', async () => {
    const analysis = await analysisOf(seasonal('2021-11-29', '2026-11-30', 100), monday);
    const answer = TrendWeeks.parse(analysis.weekly({}, to));
    expect(answer.band).toMatchObject({ shown: true, weeks: 52 });
    const banded = answer.weeks.filter(({ low }) => low !== null);
    expect(banded).toHaveLength(52);
    const within = banded.filter(({ count, low, high }) => count >= low! && count <= high!);
    expect(within.length).toBeGreaterThanOrEqual(46);
    expect(answer.changes).toEqual([]);
    expect(answer.weeks.at(-1)!.from).toBe('2026-11-23');
  });

  test('say where a level changed for good, and find what piled up', async () => {
    const change = parseDay('2026-06-01');
    const cases = seasonal('2021-11-29', '2026-11-30', 100, (day) => (day < change ? 1 : 0.6));
    const { changes, signals } = TrendWeeks.parse((await analysisOf(cases, monday)).weekly({}, to));
    if ('insufficient' in changes || 'insufficient' in signals) throw new Error('it was to be said');
    expect(changes).toHaveLength(1);
    expect(changes[0]!.low <= '2026-06-01' && '2026-06-01' <= changes[0]!.high).toBe(true);
    expect(changes[0]!.after / changes[0]!.before).toBeLessThan(0.75);
    expect(signals.some(({ side, at }) => side === 'down' && at > '2026-06-01')).toBe(true);
  });

  test('of a place that has fallen to a few are not expected to hold none', () => {
    const fallen = Array.from({ length: 260 }, (_, week) =>
      Math.round(50 * 0.5 ** (week / 52) * (1 + 0.6 * Math.sin((2 * Math.PI * week) / 52))),
    );
    const expected = expectedWeeks(fallen);
    if (isInsufficient(expected)) throw new Error('it was to be said');
    expect(expected.size).toBe(52);
    for (const { expected: mean, high } of expected.values()) {
      expect(mean).toBeGreaterThan(0);
      expect(high).toBeGreaterThan(0);
    }
  });

  test('under two years have no band, and under eight no chart', async () => {
    const year = await analysisOf(evenly(8, '2025-11-24', '2026-11-30'), monday);
    expect(year.weekly({}, to)).toMatchObject({ band: { insufficient: 'history', needs: 105 }, changes: [] });
    const month = await analysisOf(evenly(8, '2026-10-26', '2026-11-30'), monday);
    const answer = TrendWeeks.parse(month.weekly({}, to));
    expect(answer.weeks).toHaveLength(5);
    expect(answer).toMatchObject({
      ewma: { insufficient: 'points', needs: 8, has: 5 },
      signals: { insufficient: 'points' },
      changes: { insufficient: 'points' },
    });
  });

  test('of a week under way are not told', async () => {
    const analysis = await analysisOf(evenly(8, '2026-06-01', '2026-11-30'), monday);
    const { weeks, leftOut } = analysis.weekly({}, parseDay('2026-11-26'));
    expect(weeks.at(-1)!.from).toBe('2026-11-16');
    expect(leftOut).toMatchObject({ 'this-week': 24 });
  });
});
