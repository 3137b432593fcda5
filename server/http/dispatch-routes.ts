import { Router } from 'express';
import * as z from 'zod';
import type { Gate } from '../access/gate.ts';
import type { Dispatch } from '../dispatch/dispatch.ts';
import type { IncidentIndex } from '../store/store.ts';
import { may, viewOfCaller } from './caller.ts';
import { invalid, problem } from './problem.ts';
import { sendProblem } from './send.ts';

/** Query of `GET /api/v1/incidents/{id}/recommended`. */
export const RecommendedQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(25) });

/** Whom to send, for those who send. */
export function dispatchRoutes(parts: { gate: Gate; incidents: IncidentIndex; dispatch: Dispatch }): Router {
  const { gate, incidents, dispatch } = parts;
  const routes = Router();

  routes.get(
    '/incidents/:id/recommended',
    may(gate, 'GET /api/v1/incidents/:id/recommended'),
    async (request, response) => {
      const query = RecommendedQuery.safeParse(request.query);
      if (!query.success) {
        const errors = query.error.issues.map(({ path, message }) => ({
          pointer: `/${path.join('/')}`,
          detail: message,
        }));
        return sendProblem(response, invalid(errors));
      }
      const view = viewOfCaller(response);
      const incident = await incidents.get(String(request.params.id));
      if (!incident || (view.area !== undefined && !incident.areas.includes(view.area)))
        return sendProblem(response, problem(404));
      const { asOf, items } = dispatch.recommended(incident);
      response.setHeader('Cache-Control', 'private, no-store');
      response.json({ asOf, items: items.slice(0, query.data.limit) });
    },
  );

  return routes;
}
