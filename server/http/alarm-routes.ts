import { Router } from 'express';
import * as z from 'zod';
import { type Alarm, AlarmCondition } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import type { Gate } from '../access/gate.ts';
import { alarmPerformance } from '../analysis/alarm-performance.ts';
import { readAlarmFacts } from '../analysis/alarm-performance-facts.ts';
import type { Areas } from '../city/areas.ts';
import type { Records } from '../store/store.ts';
import { alarmList, alarmRuleList } from '../watch/alarm-list.ts';
import { may, viewOfCaller } from './caller.ts';
import { invalid } from './problem.ts';
import { listOf, readQuery, YesNo } from './read-query.ts';
import { sendProblem } from './send.ts';
import { areaAsked } from './within.ts';

/** Query of `GET /api/v1/alarms`; conditions and priorities are separated by commas. */
export const AlarmQuery = z.strictObject({
  condition: listOf(AlarmCondition).optional(),
  priority: listOf(z.enum(['1', '2', '3']).transform(Number)).optional(),
  active: YesNo.optional(),
  acknowledged: YesNo.optional(),
  shelved: YesNo.optional(),
  suppressed: YesNo.optional(),
  area: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});

/** Query of `GET /api/v1/alarms/performance`. */
export const PerformanceQuery = z.strictObject({ hours: z.coerce.number().int().min(1).max(168).default(24) });

type Parts = {
  gate: Gate;
  board: () => Board;
  clock: Clock;
  records: Records;
  areas: Pick<Areas, 'area'>;
};

/** What stands and why, the rules behind it, and how the alarm system itself performs. */
export function alarmRoutes({ gate, board, clock, records, areas }: Parts): Router {
  const routes = Router();

  routes.get('/alarms', may(gate, 'GET /api/v1/alarms'), (request, response) => {
    const query = readQuery(AlarmQuery, request, response);
    if (!query) return;
    const view = viewOfCaller(response);
    const within = areaAsked(query.area, view, areas);
    if (!within.ok) return sendProblem(response, invalid(within.refusal));
    const seen = redactBoard(board(), view);
    response.setHeader('Cache-Control', 'private, no-store');
    response.json(alarmList(seen, clock.now(), query.limit, (alarm) => isWanted(alarm, query, within.value)));
  });

  routes.get('/alarms/performance', may(gate, 'GET /api/v1/alarms/performance'), async (request, response) => {
    const query = readQuery(PerformanceQuery, request, response);
    if (!query) return;
    const view = viewOfCaller(response);
    const now = clock.now();
    const from = now - query.hours * HOUR;
    const facts = await readAlarmFacts(records, from, view.area);
    const { alarms } = redactBoard(board(), view);
    response.setHeader('Cache-Control', 'private, no-store');
    response.json(alarmPerformance(facts, alarms.values(), { from, now }));
  });

  routes.get('/alarm-rules', may(gate, 'GET /api/v1/alarm-rules'), (_request, response) => {
    response.json(alarmRuleList(redactBoard(board(), viewOfCaller(response))));
  });

  return routes;
}

function isWanted(alarm: Alarm, query: z.infer<typeof AlarmQuery>, area: AreaId | undefined): boolean {
  const { condition, priority, active, acknowledged, shelved, suppressed } = query;
  const is = (asked: boolean | undefined, has: boolean) => asked === undefined || asked === has;
  return (
    (condition?.includes(alarm.condition) ?? true) &&
    (priority?.includes(alarm.priority) ?? true) &&
    is(active, alarm.active) &&
    is(acknowledged, alarm.acknowledged) &&
    is(shelved, alarm.shelvedUntil !== undefined) &&
    is(suppressed, alarm.suppressedBy !== undefined) &&
    (area === undefined || alarm.areas.includes(area))
  );
}
