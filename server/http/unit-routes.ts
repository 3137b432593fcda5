import { Router } from 'express';
import { Fix } from '#data/contract/api.ts';
import type { Board } from '#data/contract/board.ts';
import type { SourceName, UnitId } from '#data/contract/ids.ts';
import { whys } from '#data/rules/decision.ts';
import type { Gate } from '../access/gate.ts';
import type { Intake } from '../intake/intake.ts';
import { may, personOf } from './caller.ts';
import { onceReady } from './once-ready.ts';
import { invalid, problem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { sendProblem } from './send.ts';

/** The source under which the phones of duty crews send where they are. */
const PHONE = 'phone' as SourceName;

/** `POST /api/v1/units/{id}/position` */
export const OwnFix = Fix.omit({ unit: true }).strict();

type Parts = { gate: Gate; intake: Intake; board: () => Board; waitingFor: () => string | null };

/** Where a crew is: said by one of them, and only while they are on duty. */
export function unitRoutes({ gate, intake, board, waitingFor }: Parts): Router {
  const routes = Router();
  const guard = may(gate, 'POST /api/v1/units/:id/position');

  routes.post('/units/:id/position', guard, onceReady(waitingFor), readJson('4kb'), async (request, response) => {
    const unit = board().units.get(String(request.params.id) as UnitId);
    if (!unit) return sendProblem(response, problem(404));
    if (personOf(response).unit !== unit.id)
      return sendProblem(response, problem(403, 'only the crew itself says where it is', { why: 'no-right' }));
    const fix = readBody(OwnFix, request, response);
    if (!fix) return;
    if (unit.reason === 'offduty') return sendProblem(response, problem(409, whys['off-duty'], { why: 'off-duty' }));
    const caller = { source: PHONE, exercise: unit.exercise };
    const answer = await intake.positions(caller, [{ ...fix, unit: unit.id }]);
    const [wrong] = answer.refused;
    if (wrong) return sendProblem(response, invalid([faultOf(wrong.detail)]));
    response.status(202).json(answer);
  });

  return routes;
}

/** `lon, lat: lies outside the city` as a pointer to its first field. */
function faultOf(detail: string): { pointer: string; detail: string } {
  const field = /^(\w+)[^:]*: /.exec(detail)?.[1];
  return { pointer: field === undefined ? '' : `/${field}`, detail };
}
