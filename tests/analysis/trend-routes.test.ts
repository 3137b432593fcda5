import { expect, test } from 'vitest';
import { HeatMatrix, MonthSeries, WeekSeries } from '#data/contract/trend.ts';
import { trendRoutes } from '#server/analysis/trend-routes.ts';
import { analysisOf, city, evenly } from './counted-city.ts';

const routes = trendRoutes(await analysisOf(evenly(3, '2026-06-01', '2026-11-24'), city('2026-11-23 12:00')));
const ask = (path: string, query: Record<string, unknown>) =>
  routes.find((route) => route.path === path)!.answer(query);

test.each([
  ['/series', { kind: 'week' }, WeekSeries],
  ['/series', { kind: 'months', category: 'public-security', area: 'd0' }, MonthSeries],
  ['/heat', { category: 'public-security/theft' }, HeatMatrix],
])('%s %j is answered as the contract says', (path, query, shape) => {
  const answer = ask(path, query);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  expect(shape.parse(answer.value)).toEqual(answer.value);
});

test.each([
  ['/series', {}, '/kind'],
  ['/series', { kind: 'decades' }, '/kind'],
  ['/series', { kind: 'week', area: 'atlantis' }, '/area'],
  ['/heat', { category: 'heresy' }, '/category'],
  ['/heat', { category: ['a', 'b'] }, '/category'],
  ['/heat', { colour: 'red' }, '/'],
])('%s %j points at %s', (path, query, pointer) => {
  const answer = ask(path, query);
  expect(answer.ok).toBe(false);
  if (!answer.ok) expect(answer.refusal.map((error) => error.pointer)).toContain(pointer);
  expect(JSON.stringify(answer)).not.toContain('atlantis');
});
