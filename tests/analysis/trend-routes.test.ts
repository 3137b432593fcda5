import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '#data/contract/problem.ts';
import * as trends from '#data/contract/routes/trends/trends.ts';
import { HeatMatrix, MonthSeries, WeekSeries } from '#data/contract/trend.ts';
import { TrendTable } from '#data/contract/trend-table.ts';
import { TrendWeeks } from '#data/contract/trend-weeks.ts';
import { ClaimCard, Claims } from '#data/contract/claim.ts';
import type { View } from '#data/contract/view.ts';
import type { Gate } from '#server/access/gate.ts';
import { trendHandlers } from '#server/http/areas/trends/trends.ts';
import { mount } from '#server/http/mount.ts';
import { analysisOf, areas, city, evenly, pack } from './counted-city.ts';

const analysis = await analysisOf(evenly(3, '2026-06-01', '2026-11-24'), city('2026-11-23 12:00'));
const app = express();
app.set('query parser', 'simple');
let view: View = { name: 'ops-wall' };
const gate = { byHeaders: async () => ({ kind: 'view', view, name: 'test' }) } as unknown as Gate;
const tools = { gate, throttle: {} as never, waitingFor: () => null, counts: {} as never };
const looked: string[] = [];
const audit = {
  looked: async (_: unknown, what: string, id: string) => void looked.push(`${what} ${id}`),
  exported: async (_: unknown, what: string, rows: number) => void looked.push(`${what} ${rows}`),
};
const listed: object[] = [];
const store = { incidents: { list: async (filter: object) => (listed.push(filter), { items: [], next: null }) } };
const { readSeries, readHeat, readTable, saveTable, readWeeks, readClaim, listClaims, listTrendCases } = trendHandlers({
  analysis,
  areas,
  book: {} as never,
  clock: {} as never,
  pack,
  store: store as never,
  access: { audit } as never,
});
mount(app, trends.readSeries, readSeries, tools);
mount(app, trends.readHeat, readHeat, tools);
mount(app, trends.readTable, readTable, tools);
mount(app, trends.saveTable, saveTable, tools);
mount(app, trends.readWeeks, readWeeks, tools);
mount(app, trends.readClaim, readClaim, tools);
mount(app, trends.listClaims, listClaims, tools);
mount(app, trends.listTrendCases, listTrendCases, tools);
const server = app.listen(0, '127.0.0.1');
afterAll(() => void server.close());

async function ask(path: string, query: Record<string, string | string[]>) {
  const asked = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/trends${path}?${new URLSearchParams(asked)}`);
  return { status: answer.status, body: (await answer.json()) as unknown };
}

test.each([
  ['/series', { kind: 'week' }, WeekSeries],
  ['/series', { kind: 'months', category: 'public-security', area: 'd0' }, MonthSeries],
  ['/heat', { category: 'public-security/theft' }, HeatMatrix],
  ['/table', {}, TrendTable],
  ['/table', { by: 'area', category: 'public-security', until: '2026-09-01' }, TrendTable],
])('%s %j is answered as the contract says', async (path, query, shape) => {
  const answer = await ask(path, query);
  expect(answer.status).toBe(200);
  expect(shape.parse(answer.body)).toEqual(answer.body);
});

test.each([
  ['/series', {}, '/kind'],
  ['/series', { kind: 'decades' }, '/kind'],
  ['/series', { kind: 'week', area: 'atlantis' }, '/area'],
  ['/heat', { category: 'heresy' }, '/category'],
  ['/heat', { category: ['a', 'b'] }, '/category'],
  ['/heat', { colour: 'red' }, '/colour'],
  ['/table', { by: 'person' }, '/by'],
  ['/table', { until: 'yesterday' }, '/until'],
  ['/table', { until: '2026-02-30' }, '/until'],
])('%s %j points at %s', async (path, query, pointer) => {
  const answer = await ask(path, query);
  expect(answer.status).toBe(422);
  expect(Problem.parse(answer.body).errors?.map((error) => error.pointer)).toContain(pointer);
  expect(JSON.stringify(answer)).not.toContain('atlantis');
});

test.each([
  [{ until: '2026-11-23' }, 'future'],
  [{ until: '2126-01-01' }, 'future'],
  [{ until: '2026-05-31' }, 'before-history'],
  [{ until: '0001-01-01' }, 'before-history'],
  [{ category: 'city-order/litter' }, 'nothing-counted'],
])('of %j the table says why there is no answer: %s', async (query, why) => {
  const answer = await ask('/table', query);
  expect(answer.status).toBe(422);
  expect(Problem.parse(answer.body).why).toBe(why);
});

test('the public is told of groups outside homes, whole weeks and no count under five', async () => {
  view = { name: 'public-wall' };
  try {
    expect((await ask('/table', { category: 'public-security/theft' })).status).toBe(422);
    expect((await ask('/table', { area: 'd0s0' })).status).toBe(422);
    // Every case of this city is a theft, and those may be in homes.
    expect(Problem.parse((await ask('/table', {})).body).why).toBe('nothing-counted');
  } finally {
    view = { name: 'ops-wall' };
  }
});

describe('for an analyst', () => {
  beforeAll(() => void (view = { name: 'supervisor' } as View));
  afterAll(() => void (view = { name: 'ops-wall' }));

  test.each([
    ['/weeks', { area: 'd0' }, TrendWeeks],
    ['/claim', { category: 'public-security', area: 'd0' }, ClaimCard],
    ['/claims', {}, Claims],
  ])('%s %j is answered as the contract says', async (path, query, shape) => {
    const answer = await ask(path, query as Record<string, string>);
    expect(answer.status).toBe(200);
    expect(shape.parse(answer.body)).toEqual(answer.body);
  });

  test('the saved table says what it counts, of what and up to when, and saving is on record', async () => {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/trends/table.csv?by=area&until=2026-11-08`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(answer.headers.get('content-disposition')).toContain('trends-2026-11-08.csv');
    expect(text).toContain('definition,"incidents by time of report');
    expect(text).toContain('counted up to,2026-11-08');
    expect(text).toContain('total,,total,week,2026-11-02,2026-11-08,7,21,1,');
    expect(text).not.toMatch(/NaN|Infinity/);
    expect(looked.at(-1)).toBe('trends area all all 2026-11-08 18');
  });

  test('the cases behind a figure are those of the days of the city, and asking is on record', async () => {
    const query = { from: '2026-10-25', to: '2026-10-25', category: 'public-security', area: 'd0' };
    expect(await ask('/cases', query)).toEqual({ status: 200, body: { items: [], next: null } });
    // A day of 25 hours.
    expect(listed.at(-1)).toEqual({
      from: city('2026-10-25 00:00'),
      to: city('2026-10-26 00:00'),
      category: 'public-security',
      area: 'd0',
    });
    expect(looked.at(-1)).toBe('history cases public-security d0 2026-10-25 2026-10-25');
    expect((await ask('/cases', { ...query, to: '2026-10-24' })).status).toBe(422);
    expect((await ask('/cases', { ...query, area: 'atlantis' })).status).toBe(422);
  });
});
