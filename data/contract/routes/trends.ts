import * as z from 'zod';
import { HeatMatrix, MonthSeries, WeekSeries } from '../trend.ts';
import { TableBy, TrendTable } from '../trend-table.ts';
import { someId } from './query.ts';
import { route, says } from './route.ts';
import { picture } from './who.ts';

/** A category or its group, and an area; nothing named means all of it. */
const selection = { category: someId, area: someId };
const cache = 'private, no-cache';
const refusals = { 429: 'Too many of your own questions wait', 503: 'Too many questions wait' } as const;

export const readSeries = route({
  method: 'GET',
  path: '/api/v1/trends/series',
  right: picture,
  summary: 'This week against the expected band, or twelve months',
  query: z.strictObject({ kind: z.enum(['week', 'months']), ...selection }),
  answers: { 200: says(z.union([WeekSeries, MonthSeries]), 'The series') },
  refusals,
  cache,
});

export const readHeat = route({
  method: 'GET',
  path: '/api/v1/trends/heat',
  right: picture,
  summary: 'Mean count by hour of week',
  query: z.strictObject(selection),
  answers: { 200: says(HeatMatrix, 'The matrix') },
  refusals,
  cache,
});

/** `until`: the last day that is counted, city time; yesterday where nothing is said. */
const untilDay = { until: z.iso.date().optional() };

export const readTable = route({
  method: 'GET',
  path: '/api/v1/trends/table',
  right: picture,
  summary: 'Week, 28 days and year so far against the same one and two years before, with verdicts',
  description:
    'A refusal says in `why` what there is no answer to: `future`, `before-history`, `nothing-counted`. The public is told of whole weeks, and of no count under five.',
  query: z.strictObject({ by: TableBy.default('category'), ...untilDay, ...selection }),
  answers: { 200: says(TrendTable, 'The table') },
  refusals,
  cache,
});
