import * as z from 'zod';
import { HeatMatrix, MonthSeries, WeekSeries } from '../../trend.ts';
import { route, says } from '../route.ts';
import { picture } from '../who.ts';
import { cache, refusals, selection } from './selection.ts';

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
