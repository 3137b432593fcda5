import { describe, expect, test } from 'vitest';
import { seededRandom, type Random } from '#data/kit/random.ts';
import { cityHours } from '#server/analysis/city-hours.ts';
import { createHourSeries } from '#server/analysis/hour-series.ts';
import { weekSeries } from '#server/analysis/week.ts';

const hours = cityHours('Asia/Shanghai', 0);
const now = hours.at(Date.parse('2026-11-25T06:00:00Z'));
const monday = hours.first(hours.day(now) - 2);

function poisson(mean: number, random: Random): number {
  let count = 0;
  for (let time = -Math.log(1 - random()); time < mean; time -= Math.log(1 - random())) count++;
  return count;
}

/** Simulated cities whose days differ by `swing` beyond chance; how often the week's band and verdict were right. */
function simulate(perHour: number, swing: number, runs: number): { inBand: number; falseAlarms: number } {
  const random = seededRandom(`coverage ${perHour} ${swing}`);
  let inBand = 0;
  let days = 0;
  let falseAlarms = 0;
  for (let run = 0; run < runs; run++) {
    const firstHour = monday - 20 * 168;
    const series = createHourSeries(firstHour, now);
    for (let day = firstHour; day < now; day += 24) {
      const level = 1 + swing * (2 * random() - 1);
      for (let hour = day; hour < Math.min(now, day + 24); hour++) series.add(hour, poisson(perHour * level, random));
    }
    const { answer } = weekSeries({ series, hours, hour: now, firstHour, unusual: new Set() });
    for (const { count, low, high } of answer.points) {
      if (count === null) continue;
      days++;
      if (count >= low && count <= high) inBand++;
    }
    if (answer.soFar.verdict === 'higher' || answer.soFar.verdict === 'lower') falseAlarms++;
  }
  return { inBand: inBand / days, falseAlarms: falseAlarms / runs };
}

describe('a band that says 95 % holds about 95 %', () => {
  test.each([
    [0.2, 0],
    [2, 0],
    [10, 0],
    [2, 0.4],
    [10, 0.3],
  ])('%d an hour, days swinging by %d', (perHour, swing) => {
    const { inBand, falseAlarms } = simulate(perHour, swing, 400);
    expect(inBand).toBeGreaterThan(0.935);
    expect(inBand).toBeLessThan(0.985);
    expect(falseAlarms).toBeLessThan(0.08);
  });
});
