import { describe, expect, test } from 'vitest';
import { seededRandom, type Random } from '#data/kit/random.ts';
import { cityHours } from '#server/analysis/city-hours.ts';
import { createHourSeries } from '#server/analysis/counts/hour-series.ts';
import { weekSeries } from '#server/analysis/week.ts';

const hours = cityHours('Asia/Shanghai', 0);
const now = hours.at(Date.parse('2026-11-25T06:00:00Z'));
const monday = hours.first(hours.day(now) - 2);

function poisson(mean: number, random: Random): number {
  let count = 0;
  for (let time = -Math.log(1 - random()); time < mean; time -= Math.log(1 - random())) count++;
  return count;
}

type World = {
  perHour: number;
  /** How much whole days differ beyond chance, as a share. */
  swing?: number;
  /** How much more there is in winter, as a share of the mean. */
  winter?: number;
  /** How many times more there is in the week asked about. */
  rise?: number;
  weeks?: number;
};

/** How often the week's band and verdict were right over so many simulated cities. */
function simulate(
  { perHour, swing = 0, winter = 0, rise = 1, weeks = 20 }: World,
  runs: number,
): { inBand: number; flagged: number } {
  const random = seededRandom(`coverage ${perHour} ${swing} ${winter} ${rise}`);
  let inBand = 0;
  let days = 0;
  let flagged = 0;
  for (let run = 0; run < runs; run++) {
    const firstHour = monday - weeks * 168;
    const series = createHourSeries(firstHour, now);
    for (let day = firstHour; day < now; day += 24) {
      const season = 1 + winter * Math.cos((2 * Math.PI * (day - monday)) / (365.25 * 24));
      const level = perHour * season * (1 + swing * (2 * random() - 1)) * (day < monday ? 1 : rise);
      for (let hour = day; hour < Math.min(now, day + 24); hour++) series.add(hour, poisson(level, random));
    }
    const { answer } = weekSeries({
      series: () => series,
      sources: [{ source: 'test', first: firstHour, series }],
      hours,
      hour: now,
      firstHour,
      unusual: new Set(),
    });
    for (const { count, low, high } of answer.points) {
      if (count === null) continue;
      days++;
      if (count >= low && count <= high) inBand++;
    }
    if (answer.soFar.verdict === 'higher' || answer.soFar.verdict === 'lower') flagged++;
  }
  return { inBand: inBand / days, flagged: flagged / runs };
}

describe('a band that says 95 % holds about 95 %', () => {
  test.each([
    [{ perHour: 0.2 }, 400],
    [{ perHour: 2 }, 400],
    [{ perHour: 10 }, 400],
    [{ perHour: 2, swing: 0.4 }, 400],
    [{ perHour: 10, swing: 0.3 }, 400],
    [{ perHour: 0.5, winter: 0.4, weeks: 260 }, 150],
    [{ perHour: 3, winter: 0.3, weeks: 130 }, 100],
  ])('%j', (world, runs) => {
    const { inBand, flagged } = simulate(world, runs);
    expect(inBand).toBeGreaterThan(0.935);
    expect(inBand).toBeLessThan(0.985);
    expect(flagged).toBeLessThan(0.08);
  });
});

test('a week with a third more is seen where there is enough to count', () => {
  expect(simulate({ perHour: 10, rise: 1.33 }, 100).flagged).toBeGreaterThan(0.95);
  expect(simulate({ perHour: 0.2, rise: 1.33 }, 100).flagged).toBeLessThan(0.5);
});
