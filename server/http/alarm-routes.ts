import { Router } from 'express';
import * as z from 'zod';
import type { Board } from '#data/contract/board.ts';
import type { Clock } from '#data/kit/clock.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import type { Gate } from '../access/gate.ts';
import { alarmPerformance } from '../analysis/alarm-performance.ts';
import { readAlarmFacts } from '../analysis/alarm-performance-facts.ts';
import type { ThingDesk } from '../desk/thing-desk.ts';
import type { Records } from '../store/store.ts';
import { alarmList, alarmRuleList } from '../watch/alarm-list.ts';
import { may, viewOfCaller } from './caller.ts';
import { answerCommand, givenBy } from './give-command.ts';
import { invalid } from './problem.ts';
import { readCommand } from './read-command.ts';
import { sendProblem } from './send.ts';

/** Query of `GET /api/v1/alarms/performance`. */
export const PerformanceQuery = z.object({ hours: z.coerce.number().int().min(1).max(168).default(24) });

type Parts = { gate: Gate; board: () => Board; clock: Clock; records: Records; service: ThingDesk };

/** What stands and why, the rules behind it, and how the alarm system itself performs. */
export function alarmRoutes({ gate, board, clock, records, service }: Parts): Router {
  const routes = Router();

  routes.get('/alarms', may(gate, 'GET /api/v1/alarms'), (_request, response) => {
    response.setHeader('Cache-Control', 'private, no-store');
    response.json(alarmList(redactBoard(board(), viewOfCaller(response)), clock.now()));
  });

  routes.get('/alarms/performance', may(gate, 'GET /api/v1/alarms/performance'), async (request, response) => {
    const query = PerformanceQuery.safeParse(request.query);
    if (!query.success) {
      const errors = query.error.issues.map(({ path, message }) => ({
        pointer: `/${path.join('/')}`,
        detail: message,
      }));
      return sendProblem(response, invalid(errors));
    }
    const view = viewOfCaller(response);
    const now = clock.now();
    const from = now - query.data.hours * HOUR;
    const facts = await readAlarmFacts(records, from, view.area);
    const { alarms } = redactBoard(board(), view);
    response.setHeader('Cache-Control', 'private, no-store');
    response.json(alarmPerformance(facts, alarms.values(), { from, now }));
  });

  routes.get('/alarm-rules', may(gate, 'GET /api/v1/alarm-rules'), (_request, response) => {
    response.json(alarmRuleList(redactBoard(board(), viewOfCaller(response))));
  });

  routes.post(
    '/alarm-rules/:condition/:command',
    may(gate, 'POST /api/v1/alarm-rules/:condition/:command'),
    readCommand,
    async (request, response) => {
      const { condition, command } = request.params as Record<'condition' | 'command', string>;
      const given = givenBy(request, response, `alarm-rule/${condition}/${command}`);
      if (given) answerCommand(response, await service(given, condition, command, request.body));
    },
  );

  return routes;
}
