import * as z from 'zod';
import { AlarmCondition } from '../alarm.ts';
import { AlarmPerformance, AlarmRulesAnswer, AlarmsAnswer } from '../desk-api.ts';
import { commandRoute } from './command-route.ts';
import { listOf, someId, upTo, YesNo } from './query.ts';
import { route, says } from './route.ts';
import { administering, commands, operations, overview } from './who.ts';

const cache = 'private, no-store';

export const listAlarms = route({
  method: 'GET',
  path: '/api/v1/alarms',
  right: operations,
  summary: 'What stands, why, and what to do',
  query: z.strictObject({
    condition: listOf(AlarmCondition).optional(),
    priority: listOf(z.enum(['1', '2', '3']).transform(Number)).optional(),
    active: YesNo.optional(),
    acknowledged: YesNo.optional(),
    shelved: YesNo.optional(),
    suppressed: YesNo.optional(),
    area: someId,
    limit: upTo(5000, 500),
  }),
  answers: {
    200: says(
      AlarmsAnswer,
      'Calls for help first, then the gravest, then what stands the longest unanswered. Lists in the query are separated by commas',
    ),
  },
  cache,
});

export const readAlarmPerformance = route({
  method: 'GET',
  path: '/api/v1/alarms/performance',
  right: overview,
  summary: 'How the alarm system itself performs',
  query: z.strictObject({ hours: upTo(168, 24) }),
  answers: { 200: says(AlarmPerformance, 'Figures of the process, of nobody') },
  inTurn: true,
  cache,
});

export const listAlarmRules = route({
  method: 'GET',
  path: '/api/v1/alarm-rules',
  right: operations,
  summary: 'What is watched, and what is out of service',
  answers: { 200: says(AlarmRulesAnswer, 'The rules') },
});

export const commandAlarm = commandRoute('alarm', commands, 'a command to an alarm');

export const commandAlarmRule = commandRoute(
  'alarm-rule',
  administering,
  'a command to a condition: out of service, always with an end, or back',
);
