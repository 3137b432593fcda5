import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CityPack } from '#data/contract/city-pack.ts';
import { PastIncident } from '#data/contract/incident.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { hourOfWeek, localDay, zoneOffset } from '#data/rules/zone.ts';
import { compareRates } from '#data/stats/two-rates.ts';
import { createAreas } from '#server/city/areas.ts';
import { loadCityPack } from '#server/city/load.ts';
import { arrivalsIn } from '#server/demo/past/arrivals.ts';
import { namedDice } from '#server/demo/chance.ts';
import { historian } from '#server/demo/past/history.ts';
import { PAST_MS, rateModel } from '#server/demo/past/rate-model.ts';
import { makePack } from '../support/pack.ts';

const until = Date.UTC(2026, 2, 3, 8);
const since = until - PAST_MS;
const past = { from: since, until };

/** Enough cells for a few hundred cases of everything. */
const pack = makePack({}, { columns: 24, rows: 18 });

function tellPast(city: CityPack, seed: string) {
  const areas = createAreas(city);
  const model = rateModel({ pack: city, areas, seed, since, until });
  const teller = historian({ pack: city, areas, model, seed, dice: namedDice(seed) });
  return { areas, model, ended: [...teller.ended(past)], open: teller.stillOpen(past) };
}

describe('the past of the invented city', () => {
  let told: ReturnType<typeof tellPast>;
  beforeAll(() => void (told = tellPast(pack, 'past')));

  const count = (from: number, to: number, which: (each: PastIncident) => boolean = () => true) =>
    told.ended.filter((each) => from <= each.reportedAt && each.reportedAt < to && which(each)).length;

  test('holds cases that the contract knows, each step after the one before', () => {
    const some = told.ended.filter((_, i) => i % 97 === 0);
    expect(some.length).toBeGreaterThan(100);
    for (const each of some) {
      expect(PastIncident.safeParse(each).error).toBeUndefined();
      const { received, triaged, firstAssigned, enroute, arrived, resolved, closed } = each.times;
      const steps = [received, triaged, firstAssigned, enroute, arrived, resolved, closed];
      expect(steps).toEqual(steps.toSorted((a, b) => a! - b!));
      expect(steps.every(Number.isInteger)).toBe(true);
    }
  });

  test('leaves nothing out and tells nothing twice: what has not ended is still open', () => {
    let happened = 0;
    for (let hour = since / HOUR; hour < until / HOUR; hour++)
      happened += arrivalsIn(hour, pack, told.model, 'past').length;
    const refs = new Set([...told.ended.map(({ sourceRef }) => sourceRef), ...told.open.map(({ ref }) => ref)]);
    expect(refs.size).toBe(happened);
    expect(told.ended.length + told.open.length).toBe(happened);
    expect(new Set(told.ended.map(({ id }) => id)).size).toBe(told.ended.length);
  });

  test('ends where the live day begins', () => {
    expect(Math.max(...told.ended.map(({ times }) => times.closed!))).toBeLessThanOrEqual(until);
    expect(told.open.length).toBeGreaterThan(0);
    expect(told.open.every(({ at }) => since <= at && at < until)).toBe(true);
  });

  test('in one community cases fall by 90 % from the first year to the last', () => {
    const { community } = told.model.features.fall;
    const there = (each: PastIncident) => each.areas[2] === community;
    const first = count(since, since + 365 * DAY, there);
    const last = count(until - 365 * DAY, until, there);
    expect(first).toBeGreaterThan(300);
    expect(last / first).toBeGreaterThan(0.06);
    expect(last / first).toBeLessThan(0.14);
  });

  test('elsewhere the level stays: the city without its two changes has as many cases in the last year as in the first', () => {
    const { fall, change } = told.model.features;
    const elsewhere = (each: PastIncident) =>
      each.areas[2] !== fall.community && !(each.category === change.category && each.areas.includes(change.area));
    const first = { count: count(since, since + 365 * DAY, elsewhere), exposure: 1 };
    const last = { count: count(until - 365 * DAY, until, elsewhere), exposure: 1 };
    expect(compareRates(last, first).p).toBeGreaterThan(0.01);
  });

  test('one category becomes rarer in one district, for good, half a year before the end', () => {
    const { category, area, at, factor } = told.model.features.change;
    const there = (each: PastIncident) =>
      each.category === category && each.areas.includes(area) && each.areas[2] !== told.model.features.fall.community;
    const halfYear = 26 * 7 * DAY;
    expect(until - at).toBeGreaterThanOrEqual(halfYear - DAY);
    expect(until - at).toBeLessThan(halfYear + 2 * DAY);
    // The same half of the year before, so that the season says nothing.
    const before = count(at - 365 * DAY, at - 365 * DAY + halfYear, there);
    const after = count(at, at + halfYear, there);
    expect(compareRates({ count: after, exposure: factor }, { count: before, exposure: 1 }).p).toBeGreaterThan(0.001);
    expect(compareRates({ count: after, exposure: 1 }, { count: before, exposure: 1 }).p).toBeLessThan(0.001);
  });

  test.each(['past', 'b', 'c', 'd', 'e'])(
    'one rise of the last four weeks is only noise: it looks like one, and chance explains it (seed %s)',
    (seed) => {
      const areas = createAreas(pack);
      const model = rateModel({ pack, areas, seed, since, until });
      const { category, area } = model.features.noise;
      const months = [0, 0];
      for (let hour = (until - 56 * DAY) / HOUR; hour < until / HOUR; hour++)
        for (const arrival of arrivalsIn(hour, pack, model, seed)) {
          const inArea = areas.pathOf(pack.cells[arrival.cell]!.id).includes(area);
          if (arrival.category.id === category && inArea) months[arrival.at < until - 28 * DAY ? 0 : 1]!++;
        }
      const [before = 0, after = 0] = months;
      expect(after / before).toBeGreaterThanOrEqual(1.4);
      expect(compareRates({ count: after, exposure: 1 }, { count: before, exposure: 1 }).p).toBeGreaterThan(0.1);
      const rate = (t: number) => areas.cellsOf(area).reduce((sum, cell) => sum + model.rate(category, cell, t), 0);
      // The law itself knows no rise: the same hour of the same weekday, four weeks apart.
      expect(rate(until - 4 * DAY) / rate(until - 32 * DAY)).toBeGreaterThan(0.85);
      expect(rate(until - 4 * DAY) / rate(until - 32 * DAY)).toBeLessThan(1.15);
    },
  );

  test('has its rhythm: what offices are rung about comes by day, and less of it on days off', () => {
    const offset = zoneOffset(pack.city.timeZone);
    const litter = told.ended.filter(({ category }) => category === 'city-order/litter');
    const byHour = Array.from({ length: 24 }, () => 0);
    const byDay = Array.from({ length: 7 }, () => 0);
    for (const { reportedAt } of litter) {
      const hour = hourOfWeek(offset, reportedAt);
      byHour[hour % 24]!++;
      byDay[Math.floor(hour / 24)]!++;
    }
    expect(byHour[10]! / byHour[3]!).toBeGreaterThan(8);
    expect(byDay[1]! / byDay[6]!).toBeGreaterThan(1.5);
  });

  test('knows the seasons and the festivals of its calendar', () => {
    const day = (t: number) => localDay(zoneOffset(pack.city.timeZone), t);
    const theft = (each: PastIncident) => each.category === 'public-security/theft';
    const month = (year: number, index: number) => count(Date.UTC(year, index), Date.UTC(year, index + 1), theft);
    const summer = [2021, 2022, 2023, 2024].reduce((sum, year) => sum + month(year, 6), 0);
    const winter = [2022, 2023, 2024, 2025].reduce((sum, year) => sum + month(year, 0), 0);
    expect(compareRates({ count: summer, exposure: 1 }, { count: winter, exposure: 1 }).low).toBeGreaterThan(1);
    const cell = pack.cells[0]!.id;
    const noon = Date.UTC(2025, 9, 1, 10);
    expect(day(noon)).toBe(day(Date.UTC(2025, 9, 1)));
    const rate = (t: number) => told.model.rate('public-security/theft', cell, t);
    // 1 October 2025 is in the festival, the same weekday of the week after is not.
    expect(rate(noon) / rate(noon + 7 * DAY)).toBeGreaterThan(1.2);
  });

  test('is another one with another seed', () => {
    const refs = (seed: string) => arrivalsIn(since / HOUR, pack, told.model, seed).map(({ at }) => at);
    expect(refs('past')).not.toEqual(refs('other'));
    expect(tellPast(makePack(), 'a').ended[0]).not.toEqual(tellPast(makePack(), 'b').ended[0]);
  });
});

test('the model city has a past of some two hundred thousand cases, and its features are places with names', async () => {
  const xining = await loadCityPack(join(import.meta.dirname, '../../data/city/xining'));
  const { ended, model, areas } = tellPast(xining, 'xining');
  expect(ended.length).toBeGreaterThan(200_000);
  expect(ended.length).toBeLessThan(250_000);
  const { fall, change, noise } = model.features;
  for (const id of [fall.community, change.area, noise.area]) {
    expect(areas.namesOf(id)).toMatchObject({ en: expect.any(String), zh: expect.any(String) });
  }
});
