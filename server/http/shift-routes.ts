import { Router } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { ShiftEntry } from '#data/contract/shift.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Gate } from '../access/gate.ts';
import { may, personOf } from './caller.ts';

type Parts = { gate: Gate; board: () => Board; clock: Clock };

/** The log of the shift. Whose shift it is follows from the area of responsibility of whoever asks. */
export function shiftRoutes({ gate, board, clock }: Parts): Router {
  const routes = Router();

  routes.get('/shift', may(gate, 'GET /api/v1/shift'), (_request, response) => {
    const { area } = personOf(response);
    const isShown = (entry: ShiftEntry) => area === undefined || entry.area === undefined || entry.area === area;
    const entries = [...board().shift.values()].filter(isShown).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
    response.setHeader('Cache-Control', 'no-store');
    response.json({ asOf: clock.now(), entries });
  });

  return routes;
}
