import * as z from 'zod';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import {
  Fix,
  MAX_FIXES,
  MAX_REPORTS,
  PositionsAnswer,
  Report,
  ReportAnswer,
  ReportOutcome,
} from '#data/contract/api.ts';
import { Organisation } from '#data/contract/city-pack.ts';
import { IncidentAnswer } from '#data/contract/desk-api.ts';
import { PROTOCOL, Snapshot, StateHashAnswer } from '#data/contract/feed.ts';
import { Incident } from '#data/contract/incident.ts';
import { HeatMatrix, MonthSeries, WeekSeries } from '#data/contract/trend.ts';
import { IncidentQuery } from './incident-routes.ts';
import { accessPaths } from './openapi-access.ts';
import { alarmPaths } from './openapi-alarms.ts';
import { commandPaths } from './openapi-commands.ts';
import { deskPaths } from './openapi-desk.ts';
import { forViews, json, refusal, refusals } from './openapi-parts.ts';
import { phonePaths } from './openapi-phone.ts';
import { stationPaths } from './openapi-station.ts';

const forSources = [{ source: [] }];
const intakeRefusals = {
  ...refusals,
  '400': refusal('The body cannot be read'),
  '413': refusal('Too large, or too many items'),
  '415': refusal('Not JSON'),
  '422': refusal('Understood but invalid; `errors` points at every wrong field'),
  '503': refusal('The store cannot commit now: nothing was kept, try again after `Retry-After`'),
};
const TrendQuery = z.object({ category: z.string().optional(), area: z.string().optional() });

const paths: ZodOpenApiPathsObject = {
  '/api/v1/incidents': {
    post: {
      summary: 'Report one incident or up to a thousand',
      description: `An answer with 2xx means committed and synced. The same source and sourceRef again answers 200 with the first id. An array of at most ${MAX_REPORTS} answers per item, with 207 when the items differ.`,
      security: forSources,
      requestBody: { content: { 'application/json': { schema: z.union([Report, z.array(Report)]) } } },
      responses: {
        '200': json(z.union([ReportAnswer, z.array(ReportOutcome)]), 'Known already'),
        '201': json(z.union([ReportAnswer, z.array(ReportOutcome)]), 'Taken in'),
        '207': json(z.array(ReportOutcome), 'The items fared differently'),
        ...intakeRefusals,
      },
    },
    get: {
      summary: 'List incidents, newest first',
      security: forViews,
      requestParams: { query: IncidentQuery },
      responses: {
        '200': json(
          z.object({ items: z.array(Incident), next: z.string().nullable() }),
          'A page; pass `next` as `cursor`',
        ),
        ...refusals,
        '422': refusal('A filter is wrong'),
      },
    },
  },
  '/api/v1/incidents/{id}': {
    get: {
      summary: 'One incident with its timeline',
      security: forViews,
      requestParams: { path: z.object({ id: z.string() }) },
      responses: {
        '200': json(IncidentAnswer, 'The incident, and what the caller may do now; `ETag` is its revision'),
        ...refusals,
        '404': refusal('There is none, or not for this caller'),
      },
    },
  },
  '/api/v1/positions': {
    post: {
      summary: 'Fixes of units',
      description: `At most ${MAX_FIXES}. A unit seen for the first time is registered. An older fix extends the track and never moves the mark back.`,
      security: forSources,
      requestBody: { content: { 'application/json': { schema: z.array(Fix) } } },
      responses: { '202': json(PositionsAnswer, 'Kept, with what was refused'), ...intakeRefusals },
    },
  },
  '/api/v1/snapshot': {
    get: {
      summary: "The board for the caller's view",
      security: forViews,
      responses: { '200': json(Snapshot, 'The board; follow the feed from its place'), ...refusals },
    },
  },
  '/api/v1/state-hash': {
    get: {
      summary: "The digest of the caller's view",
      security: forViews,
      requestParams: { query: z.object({ seq: z.coerce.number().int().optional() }) },
      responses: {
        '200': json(StateHashAnswer, 'The digest at the head, or at a recent seq'),
        ...refusals,
        '404': refusal('No longer known'),
      },
    },
  },
  '/api/v1/city': {
    get: { summary: 'The city pack as screens draw it', responses: { '200': { description: 'City pack' } } },
  },
  '/api/v1/city/organisations': {
    get: {
      summary: 'The organisations of the city pack, for those who share out work',
      responses: { '200': json(z.array(Organisation), 'Organisations and their posts, never persons') },
    },
  },
  '/api/v1/trends/series': {
    get: {
      summary: 'This week against the expected band, or twelve months',
      security: forViews,
      requestParams: { query: TrendQuery.extend({ kind: z.enum(['week', 'months']) }) },
      responses: { '200': json(z.union([WeekSeries, MonthSeries]), 'The series'), ...refusals },
    },
  },
  '/api/v1/trends/heat': {
    get: {
      summary: 'Mean count by hour of week',
      security: forViews,
      requestParams: { query: TrendQuery },
      responses: { '200': json(HeatMatrix, 'The matrix'), ...refusals },
    },
  },
  '/api/v1/displays/session': {
    post: {
      summary: 'Exchange a view token for a cookie',
      requestBody: { content: { 'application/json': { schema: z.object({ token: z.string() }) } } },
      responses: {
        '200': json(z.object({ view: z.string() }), 'The cookie is set'),
        '401': refusal('No display has this token'),
      },
    },
  },
  '/api/v1/displays/pairing': {
    post: {
      summary: 'Ask for a code to show on a display',
      responses: {
        '201': json(
          z.object({ code: z.string(), ticket: z.string(), until: z.number() }),
          'Show the code, poll with the ticket',
        ),
        '429': refusal('Too often'),
      },
    },
  },
  '/api/v1/displays/pairing/collect': {
    post: {
      summary: 'Has the code been approved?',
      requestBody: { content: { 'application/json': { schema: z.object({ ticket: z.string() }) } } },
      responses: {
        '200': json(z.object({ view: z.string() }), 'Approved: the cookie is set'),
        '202': json(z.object({ waiting: z.literal(true) }), 'Not yet'),
        '404': refusal('The code has run out'),
      },
    },
  },
  ...alarmPaths,
  ...deskPaths,
  ...commandPaths,
  ...phonePaths,
  ...stationPaths,
  '/healthz': { get: { summary: 'Alive?', responses: { '200': { description: 'Alive' } } } },
  '/readyz': {
    get: {
      summary: 'Ready?',
      responses: { '200': { description: 'Ready' }, '503': { description: 'Not yet, or the store is down' } },
    },
  },
  '/metrics': { get: { summary: 'Figures in Prometheus text', responses: { '200': { description: 'Figures' } } } },
};

/** The OpenAPI 3.1 document, made from the very schemas that check the requests. */
export function openapiDocument(version: string): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Watchfloor',
      version,
      description: `Errors are RFC 9457 problems. The live feed (protocol ${PROTOCOL}) is described in data/contract/PROTOCOL.md.`,
    },
    components: {
      securitySchemes: {
        source: { type: 'http', scheme: 'bearer', description: 'token add --source NAME' },
        view: {
          type: 'http',
          scheme: 'bearer',
          description: "token add --view VIEW --name NAME; or a display's cookie",
        },
        person: { type: 'apiKey', in: 'cookie', name: 'wf_session', description: 'POST /api/v1/session' },
      },
    },
    paths: { ...paths, ...accessPaths },
  });
}
