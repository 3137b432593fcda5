import { Router } from 'express';
import * as z from 'zod';
import type { Gate } from '../access/gate.ts';
import type { HandoverRecord } from '../desk/handover-record.ts';
import { may, personOf } from './caller.ts';
import { invalid } from './problem.ts';
import { sendProblem } from './send.ts';

/** Query of `GET /api/v1/handovers`. */
export const HandoversQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not a cursor of this list')
    .optional(),
});

type Parts = { gate: Gate; handovers: HandoverRecord };

/** The hand-over at the end of a shift, and those before it. */
export function handoverRoutes({ gate, handovers }: Parts): Router {
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

  return routes;
}
