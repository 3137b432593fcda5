import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { AlarmCondition } from '#data/contract/alarm.ts';
import { alarmRuleCommands } from '#data/contract/commands/alarm-rule.ts';
import {
  AlarmPerformance,
  AlarmRulesAnswer,
  AlarmsAnswer,
  CommandAnswer,
  Recommendations,
} from '#data/contract/desk-api.ts';
import { AlarmQuery, PerformanceQuery } from './alarm-routes.ts';
import { RecommendedQuery } from './dispatch-routes.ts';
import { forViews, json, refusal, refusals } from './openapi-parts.ts';

const queryRefusals = { ...refusals, '422': refusal('A filter is wrong') };

/** Whom to send, what stands and why, and how the alarms themselves perform: docs/alarms.md. */
export const alarmPaths: ZodOpenApiPathsObject = {
  '/api/v1/incidents/{id}/recommended': {
    get: {
      summary: 'Who could be sent, best first, with the reasons',
      description: 'By travel time over the streets, fit of the service, load of the last 8 hours and age of the fix.',
      security: forViews,
      requestParams: { path: z.object({ id: z.string() }), query: RecommendedQuery },
      responses: {
        '200': json(Recommendations, 'The units'),
        ...queryRefusals,
        '404': refusal('There is none, or not for this caller'),
      },
    },
  },
  '/api/v1/alarms': {
    get: {
      summary: 'What stands, why, and what to do',
      security: forViews,
      requestParams: { query: AlarmQuery },
      responses: { '200': json(AlarmsAnswer, 'The gravest first, then the newest'), ...queryRefusals },
    },
  },
  '/api/v1/alarms/performance': {
    get: {
      summary: 'How the alarm system itself performs',
      security: forViews,
      requestParams: { query: PerformanceQuery },
      responses: { '200': json(AlarmPerformance, 'Figures of the process, of nobody'), ...queryRefusals },
    },
  },
  '/api/v1/alarm-rules': {
    get: {
      summary: 'What is watched, and what is out of service',
      security: forViews,
      responses: { '200': json(AlarmRulesAnswer, 'The rules'), ...refusals },
    },
  },
  '/api/v1/alarm-rules/{condition}/{command}': {
    post: {
      summary: 'Take a condition out of service, always with an end, or return it',
      requestParams: {
        path: z.object({ condition: AlarmCondition, command: z.enum(['take-out', 'return']) }),
        header: z.object({ 'Idempotency-Key': z.string().optional() }),
      },
      requestBody: {
        content: {
          'application/json': { schema: z.union([alarmRuleCommands['take-out'].body, alarmRuleCommands.return.body]) },
        },
      },
      responses: {
        '200': json(CommandAnswer, 'Kept'),
        ...refusals,
        '404': refusal('There is no such condition or command'),
        '409': refusal('The present state does not allow it'),
        '422': refusal('Understood but invalid'),
      },
    },
  },
};
