import { Router } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { CommunityAnswer } from '#data/contract/desk-api.ts';
import { OrganisationId, type AreaId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { cellStatuses } from '#data/rules/grid-status.ts';
import { byUrgency } from '#data/rules/urgency.ts';
import type { Gate } from '../access/gate.ts';
import type { Analysis } from '../analysis/analysis.ts';
import { createAreas } from '../city/areas.ts';
import { may, viewOfCaller } from './caller.ts';
import { countDisputes } from './dispute-routes.ts';
import { problem } from './problem.ts';
import { sendProblem } from './send.ts';
import { areaAsked } from './within.ts';

type Parts = {
  gate: Gate;
  board: () => Board;
  /** The city's time. */
  clock: Clock;
  pack: Pick<CityPack, 'areas' | 'cells' | 'organisations'>;
  analysis: Pick<Analysis, 'weeks'>;
};

/** One community in one answer, for the caller's eyes. */
export function communityRoutes({ gate, board, clock, pack, analysis }: Parts): Router {
  const routes = Router();
  const areas = createAreas(pack);

  routes.get('/communities/:id', may(gate, 'GET /api/v1/communities/:id'), (request, response) => {
    const id = String(request.params.id) as AreaId;
    const view = viewOfCaller(response);
    // One that lies beyond the caller's area is as unknown as one that is not.
    if (areas.area(id)?.level !== 'community' || !areaAsked(id, view, areas).ok)
      return sendProblem(response, problem(404));
    const now = clock.now();
    const seen = redactBoard(board(), { name: view.name, area: id }, areas.pathOf);
    const statuses = cellStatuses(seen, now);
    const answer: CommunityAnswer = {
      asOf: now,
      community: id,
      incidents: byUrgency(seen.incidents.values(), now),
      inspections: [...seen.inspections.values()].sort((a, b) => a.due - b.due),
      dangers: [...seen.dangers.values()].sort((a, b) => (a.due ?? a.found) - (b.due ?? b.found)),
      alarms: [...seen.alarms.values()].sort((a, b) => a.priority - b.priority || a.raised - b.raised),
      cells: areas.cellsOf(id).map((cell) => ({
        ...(seen.cells.get(cell) ?? { id: cell, staffed: true }),
        status: statuses.get(cell) ?? 'normal',
      })),
      disputes: countDisputes(seen, { area: id }),
      ...analysis.weeks({ area: id }),
      organisations: pack.organisations
        .filter(({ area }) => area === id)
        .map((organisation) => OrganisationId.parse(organisation.id)),
    };
    response.setHeader('Cache-Control', 'private, no-cache');
    response.json(answer);
  });

  return routes;
}
