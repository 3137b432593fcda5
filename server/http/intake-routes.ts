import { Router, type RequestHandler, type Response } from 'express';
import { MAX_FIXES, MAX_REPORTS, type ReportOutcome } from '#data/contract/api.ts';
import type { Gate } from '../access/gate.ts';
import type { Intake } from '../intake/intake.ts';
import { may, sourceOf } from './caller.ts';
import { invalid, problem } from './problem.ts';
import { readJson } from './read-json.ts';
import { sendProblem } from './send.ts';

type Parts = {
  gate: Gate;
  intake: Intake;
  /** What the process still does before it takes anything in; null: nothing. */
  waitingFor: () => string | null;
};

/** What sources send: `POST /incidents`, `POST /positions`. */
export function intakeRoutes({ gate, intake, waitingFor }: Parts): Router {
  const routes = Router();
  const mayReport = may(gate, 'POST /api/v1/incidents');
  const mayLocate = may(gate, 'POST /api/v1/positions');
  const onceReady: RequestHandler = (_request, response, next) => {
    const what = waitingFor();
    if (what === null) return next();
    response.setHeader('Retry-After', '2');
    sendProblem(response, problem(503, `not yet: waiting for ${what}`));
  };
  const caller = (response: Response) => ({ source: sourceOf(response), exercise: false });

  routes.post('/incidents', mayReport, onceReady, readJson('8mb'), async (request, response) => {
    const body: unknown = request.body;
    const reports = Array.isArray(body) ? body : [body];
    if (reports.length > MAX_REPORTS) return tooMany(response, MAX_REPORTS, 'reports');
    const outcomes = await intake.report(caller(response), reports);
    if (Array.isArray(body)) return void response.status(statusOf(outcomes)).json(outcomes);
    const [only] = outcomes;
    if (!only || !('id' in only)) return sendProblem(response, only ?? problem(422));
    const { status, ...answer } = only;
    response.status(status).location(`/api/v1/incidents/${answer.id}`).json(answer);
  });

  routes.post('/positions', mayLocate, onceReady, readJson('4mb'), async (request, response) => {
    const fixes: unknown = request.body;
    if (!Array.isArray(fixes))
      return sendProblem(response, invalid([{ pointer: '', detail: 'must be an array of fixes' }]));
    if (fixes.length > MAX_FIXES) return tooMany(response, MAX_FIXES, 'fixes');
    response.status(202).json(await intake.positions(caller(response), fixes));
  });

  return routes;
}

function tooMany(response: Response, most: number, what: string): void {
  sendProblem(response, problem(413, `at most ${most} ${what} at once`));
}

/** The status of all items where they agree, else 207. An empty array is kept without more ado. */
function statusOf(outcomes: readonly ReportOutcome[]): number {
  const [first = { status: 200 }, ...rest] = outcomes;
  return rest.every((outcome) => outcome.status === first.status) ? first.status : 207;
}
