import { Router, type RequestHandler } from 'express';
import * as z from 'zod';
import type { Gate } from '../access/gate.ts';
import type { HandoverRecord } from '../desk/handover-record.ts';
import type { ShiftDesk } from '../desk/shift-desk.ts';
import { may, personOf } from './caller.ts';
import { answerCommand, givenBy } from './give-command.ts';
import { invalid } from './problem.ts';
import { readCommand } from './read-command.ts';
import { sendProblem } from './send.ts';

/** Query of `GET /api/v1/handovers`. */
export const HandoversQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not a cursor of this list')
    .optional(),
});

type Parts = { gate: Gate; shift: ShiftDesk; handovers: HandoverRecord; ready: RequestHandler };

/** The hand-over at the end of a shift, and those before it. */
export function handoverRoutes({ gate, shift, handovers, ready }: Parts): Router {
  const routes = Router();

  routes.get('/handovers/draft', may(gate, 'GET /api/v1/handovers/draft'), async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.json(await handovers.draft(personOf(response).area));
  });

  routes.get('/handovers', may(gate, 'GET /api/v1/handovers'), async (request, response) => {
    const query = HandoversQuery.safeParse(request.query);
    if (!query.success) {
      const { issues } = query.error;
      const errors = issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message }));
      return sendProblem(response, invalid(errors));
    }
    response.setHeader('Cache-Control', 'no-store');
    response.json(await handovers.past(query.data, personOf(response).area));
  });

  routes.post('/handovers', may(gate, 'POST /api/v1/handovers'), ready, readCommand, async (request, response) => {
    const given = givenBy(request, response, 'handover/new');
    if (given) answerCommand(response, await shift.drawUp(given, request.body, personOf(response).area), 201);
  });

  routes.post(
    '/handovers/:id/:command',
    may(gate, 'POST /api/v1/handovers/:id/:command'),
    ready,
    readCommand,
    async (request, response) => {
      const { id, command } = request.params as { id: string; command: string };
      const given = givenBy(request, response, `handover/${id}/${command}`);
      if (given) answerCommand(response, await shift.sign(given, id, command, request.body, personOf(response).area));
    },
  );

  return routes;
}
