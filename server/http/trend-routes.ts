import { Router } from 'express';
import type { Gate } from '../access/gate.ts';
import type { TrendRoute } from '../analysis/trend-routes.ts';
import { may } from './caller.ts';
import { invalid } from './problem.ts';
import { sendProblem } from './send.ts';

/** Counts per area and hour are nobody's secret, so every view may ask. */
export function trendRoutes(gate: Gate, questions: readonly TrendRoute[]): Router {
  const routes = Router();
  for (const { path, answer } of questions) {
    routes.get(`/trends${path}`, may(gate, `GET /api/v1/trends${path}`), (request, response) => {
      const { view: _askedView, ...query } = request.query;
      const answered = answer(query);
      if (!answered.ok) return sendProblem(response, invalid(answered.refusal));
      response.setHeader('Cache-Control', 'private, no-cache');
      response.json(answered.value);
    });
  }
  return routes;
}
