import { expect, test } from 'vitest';
import { seededRandom } from '#data/kit/random.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { countQuantile, poisson } from '#data/stats/count-distribution.ts';
import { createAreas } from '#server/city/areas.ts';
import { arrivalsIn } from '#server/demo/past/arrivals.ts';
import { drawPoisson, namedDice, spread, weightedPick } from '#server/demo/chance.ts';
import { PAST_MS, rateModel } from '#server/demo/past/rate-model.ts';
import { makePack } from '../support/pack.ts';

const pack = makePack({}, { columns: 12, rows: 8 });
const areas = createAreas(pack);
const until = Date.UTC(2026, 2, 3, 8);
const model = rateModel({ pack, areas, seed: 'rate', since: until - PAST_MS, until });

/** Within what one draw in a million leaves on either side. */
function expectDrawnFrom(count: number, mean: number, what: string): void {
  expect(count, what).toBeGreaterThanOrEqual(countQuantile(poisson(mean), 1e-6));
  expect(count, what).toBeLessThanOrEqual(countQuantile(poisson(mean), 1 - 1e-6));
}

test.each([
  ['in the past', until - 400 * DAY],
  ['after it, in the live days', until + 3 * DAY],
])('what happens %s is as much as the model expects, of every category and in every community', (_when, from) => {
  const days = 200;
  const counted = new Map<string, number>();
  const expected = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, by: number) => to.set(key, (to.get(key) ?? 0) + by);
  for (let hour = Math.floor(from / HOUR); hour < from / HOUR + days * 24; hour++) {
    for (const { category, cell } of arrivalsIn(hour, pack, model, 'rate')) {
      add(counted, category.id, 1);
      add(counted, pack.cells[cell]!.community, 1);
    }
    for (const { id, community } of pack.cells)
      for (const { id: category } of pack.categories.categories) {
        const rate = model.rate(category, id, hour * HOUR);
        add(expected, category, rate);
        add(expected, community, rate);
      }
  }
  expect(expected.size).toBe(6 + 8);
  for (const [key, mean] of expected) expectDrawnFrom(counted.get(key) ?? 0, mean, key);
});

test('the live day goes on where the past ends: no step in any rate at the border', () => {
  for (const { id } of pack.cells)
    for (const { id: category } of pack.categories.categories) {
      const [before, after] = [until - 7 * DAY, until + 7 * DAY].map((t) => model.rate(category, id, t));
      expect(after! / before!).toBeGreaterThan(0.9);
      expect(after! / before!).toBeLessThan(1.1);
    }
});

test('a category or a cell that the city does not have has no rate', () => {
  expect(model.rate('public-security/theft', 'nowhere', until)).toBe(0);
  expect(model.rate('no/such', pack.cells[0]!.id, until)).toBe(0);
});

test('at twice the pace twice as much happens', () => {
  let [once, twice] = [0, 0];
  for (let hour = 0; hour < 3000; hour++) {
    once += arrivalsIn(hour, pack, model, 'x').length;
    twice += arrivalsIn(hour, pack, model, 'y', 2).length;
  }
  expect(twice / once).toBeGreaterThan(1.85);
  expect(twice / once).toBeLessThan(2.15);
});

test('draws follow their laws', () => {
  const random = seededRandom('laws');
  for (const mean of [0.01, 0.7, 12, 90]) {
    const n = 20_000;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += drawPoisson(random, mean);
    expect(Math.abs(sum / n - mean)).toBeLessThan(5 * Math.sqrt(mean / n));
  }
  const weights = [5, 0, 1, 3.5, 0.5];
  const pick = weightedPick(weights);
  const counts = weights.map(() => 0);
  for (let i = 0; i < 100_000; i++) counts[pick(random)]!++;
  for (const [i, weight] of weights.entries()) expectDrawnFrom(counts[i]!, weight * 10_000, `weight ${weight}`);
  expect(() => weightedPick([0, 0])).toThrow(RangeError);
});

test('waiting is skewed: half takes less than the median, and nothing takes for ever', () => {
  expect(spread(60, 0.5)).toBeCloseTo(60);
  expect(spread(60, 0.05)).toBeGreaterThan(0);
  expect(spread(60, 0.999)).toBeLessThan(60 * 5);
});

test('a name always draws the same number, and names that resemble each other draw different ones', () => {
  const dice = namedDice('seed');
  expect(dice('a/1')).toBe(dice('a/1'));
  expect(namedDice('other')('a/1')).not.toBe(dice('a/1'));
  const bins = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 20_000; i++) bins[Math.floor(dice(`unit-${i}`) * 10)]!++;
  for (const bin of bins) expectDrawnFrom(bin, 2000, 'tenth');
});
