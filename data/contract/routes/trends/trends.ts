import * as z from 'zod';
import { ClaimCard, Claims } from '../../claim.ts';
import { Incident } from '../../incident.ts';
import { Answer } from '../../question.ts';
import { TableBy, TrendTable } from '../../trend-table.ts';
import { TrendWeeks } from '../../trend-weeks.ts';
import { upTo } from '../query.ts';
import { Question } from './question.ts';
import { file, route, says } from '../route.ts';
import { overview, picture, work } from '../who.ts';
import { cache, refusals, selection } from './selection.ts';

export { readHeat, readSeries } from './panels.ts';

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

export const saveTable = route({
  method: 'GET',
  path: '/api/v1/trends/table.csv',
  right: overview,
  summary: 'The table as a file that says what it counts, of what, up to when',
  description: 'Saving is on record.',
  query: z.strictObject({ by: TableBy.default('category'), ...untilDay, ...selection }),
  answers: { 200: file('text/csv', 'The file') },
  refusals,
  cache: 'private, no-store',
});

export const readWeeks = route({
  method: 'GET',
  path: '/api/v1/trends/weeks',
  right: overview,
  summary: 'Whole weeks with the band that their own past expects, and where the level changed',
  query: z.strictObject({ ...untilDay, ...selection }),
  answers: { 200: says(TrendWeeks, 'The weeks') },
  refusals,
  cache,
});

export const askQuestion = route({
  method: 'GET',
  path: '/api/v1/trends/questions',
  right: overview,
  summary: 'Any question about cases: counts and times by at most two of their properties, also as of an earlier day',
  description:
    'A refusal says in `why` what there is no answer to: `future`, `before-history`; `too-long`, or `still-reading` where the log is not read that far yet. Who does not work on cases is told of no count under five that may be of homes.',
  query: Question,
  answers: { 200: says(Answer, 'The counts, the largest first or in the order of time') },
  refusals,
  cache: 'private, no-store',
});

export const readClaim = route({
  method: 'GET',
  path: '/api/v1/trends/claim',
  right: overview,
  summary: 'What stands behind a claim: counts a year with intervals, the change, what was recorded otherwise',
  query: z.strictObject({ ...untilDay, ...selection }),
  answers: { 200: says(ClaimCard, 'The card') },
  refusals,
  cache,
});

export const listClaims = route({
  method: 'GET',
  path: '/api/v1/trends/claims',
  right: overview,
  summary: 'Claims that the figures invite, within the area of the caller',
  query: z.strictObject({}),
  answers: { 200: says(Claims, 'At most one of each kind') },
  inTurn: true,
  cache,
});

export const listTrendCases = route({
  method: 'GET',
  path: '/api/v1/trends/cases',
  right: work,
  summary: 'The cases behind a figure, newest first',
  description: 'Asking is on record. `from` and `to` are the first and the last day, city time.',
  query: z.strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    ...selection,
    limit: upTo(200, 50),
    cursor: z.string().max(200).optional(),
  }),
  answers: {
    200: says(z.object({ items: z.array(Incident), next: z.string().nullable() }), 'A page; pass `next` as `cursor`'),
  },
  inTurn: true,
  cache: 'private, no-store',
});
