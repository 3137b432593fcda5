import { Router } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { DisputeAnswer, DisputesAnswer } from '#data/contract/desk-api.ts';
import type { DisputeState } from '#data/contract/dispute.ts';
import type { PersonId } from '#data/contract/ids.ts';
import type { View } from '#data/contract/view.ts';
import type { Clock } from '#data/kit/clock.ts';
import { allowedDisputeCommands } from '#data/rules/dispute-cycle.ts';
import type { Access } from '../access/access.ts';
import type { DisputeFiles } from '../desk/dispute-files.ts';
import { actorOf, may, personOf, viewOfCaller } from './caller.ts';
import { problem } from './problem.ts';
import { sendProblem } from './send.ts';

type Parts = {
  access: Pick<Access, 'gate' | 'audit'>;
  disputes: DisputeFiles;
  board: () => Board;
  clock: Clock;
};

/** The dispute station: counts for all who work here, cases for their handlers. */
export function disputeRoutes({ access: { gate, audit }, disputes, board, clock }: Parts): Router {
  const routes = Router();

  routes.get('/disputes', may(gate, 'GET /api/v1/disputes'), async (_request, response) => {
    const actor = actorOf(response);
    const items = actor.kind === 'person' ? disputes.handledBy(actor.id as PersonId) : [];
    if (items.length > 0) await audit.looked(actor, 'dispute', 'own');
    const answer: DisputesAnswer = {
      asOf: clock.now(),
      counts: countDisputes(board(), viewOfCaller(response)),
      items,
    };
    response.setHeader('Cache-Control', 'no-store');
    response.json(answer);
  });

  routes.get('/disputes/:id', may(gate, 'GET /api/v1/disputes/:id'), async (request, response) => {
    const id = String(request.params.id);
    const file = await disputes.read(id, personOf(response).id);
    if (!file) return sendProblem(response, problem(404));
    await audit.looked(actorOf(response), 'dispute', id);
    const { dispute, timeline } = file;
    const answer: DisputeAnswer = { ...dispute, timeline, allowed: allowedDisputeCommands(dispute) };
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('ETag', `"${dispute.rev}"`);
    response.json(answer);
  });

  return routes;
}

/** By stage, with the time at which the oldest of each reached it. */
export function countDisputes(
  { disputes }: Pick<Board, 'disputes'>,
  { area }: Pick<View, 'area'>,
): DisputesAnswer['counts'] {
  const counts = new Map<DisputeState, { count: number; oldest: number }>();
  for (const { state, since, areas } of disputes.values()) {
    if (area !== undefined && !areas.includes(area)) continue;
    const { count = 0, oldest = since } = counts.get(state) ?? {};
    counts.set(state, { count: count + 1, oldest: Math.min(oldest, since) });
  }
  return [...counts].map(([state, count]) => ({ state, ...count }));
}
