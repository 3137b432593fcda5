import { Router, type RequestHandler } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { ShiftEntry } from '#data/contract/shift.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Gate } from '../access/gate.ts';
import type { ShiftDesk } from '../desk/shift-desk.ts';
import { may, personOf } from './caller.ts';
import { answerCommand, givenBy } from './give-command.ts';
import { readCommand } from './read-command.ts';

type Parts = { gate: Gate; shift: ShiftDesk; board: () => Board; clock: Clock; ready: RequestHandler };

/** The log of the shift. Whose shift it is follows from the area of responsibility of whoever asks. */
export function shiftRoutes({ gate, shift, board, clock, ready }: Parts): Router {
  const routes = Router();

  routes.get('/shift', may(gate, 'GET /api/v1/shift'), (_request, response) => {
    const { area } = personOf(response);
    const isShown = (entry: ShiftEntry) => area === undefined || entry.area === undefined || entry.area === area;
    const entries = [...board().shift.values()].filter(isShown).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
    response.setHeader('Cache-Control', 'no-store');
    response.json({ asOf: clock.now(), entries });
  });

  routes.post('/shift', may(gate, 'POST /api/v1/shift'), ready, readCommand, async (request, response) => {
    const given = givenBy(request, response, 'shift/new');
    if (given) answerCommand(response, await shift.note(given, request.body, personOf(response).area), 201);
  });

  routes.post(
    '/shift/:id/:command',
    may(gate, 'POST /api/v1/shift/:id/:command'),
    ready,
    readCommand,
    async (request, response) => {
      const { id, command } = request.params as { id: string; command: string };
      const given = givenBy(request, response, `shift/${id}/${command}`);
      if (given)
        answerCommand(response, await shift.command(given, id, command, request.body, personOf(response).area));
    },
  );

  return routes;
}
