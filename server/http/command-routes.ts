import { Router, type Response } from 'express';
import type { Actor } from '#data/contract/actor.ts';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import type { Seq } from '#data/contract/ids.ts';
import { accepted, type Result } from '#data/kit/result.ts';
import { isWithin, mayOf, rightOf, type RightsContext, type Subject } from '#data/rules/rights.ts';
import type { Gate } from '../access/gate.ts';
import type { Desk } from '../desk/desk.ts';
import type { How } from '../desk/keeping.ts';
import type { DeskRefusal } from '../desk/refusal.ts';
import { actorOf, may, personOf } from './caller.ts';
import { readHow } from './command-headers.ts';
import { onceReady } from './once-ready.ts';
import { problem } from './problem.ts';
import { readCommand } from './read-command.ts';
import { sendProblem } from './send.ts';

type Given = { seq: Seq; id: string; rev?: number };
type Give = (actor: Actor, id: string, name: string, body: unknown, how: How) => Promise<Result<Given, DeskRefusal>>;

type Parts = {
  gate: Gate;
  desk: Desk;
  /** What a person's right depends on, as it is now. */
  context: () => RightsContext;
  waitingFor: () => string | null;
};

/** Which things have a revision that `If-Match` compares. */
const withRevision: readonly Subject['kind'][] = ['incident', 'danger'];

/** `POST /{things}/{id}/{command}`: what people decide. */
export function commandRoutes({ gate, desk, context, waitingFor }: Parts): Router {
  const routes = Router();
  const ready = onceReady(waitingFor);

  const onIncident: Give = async (...command) => {
    const given = await desk.command(...command);
    return given.ok ? accepted({ seq: given.value.seq, id: given.value.incident, rev: given.value.rev }) : given;
  };

  route('incidents', 'incident', onIncident);
  route('units', 'unit', desk.unitCommand);
  route('alarms', 'alarm', desk.alarmCommand);
  route('inspections', 'inspection', desk.inspectionCommand);
  route('cells', 'cell', desk.cellCommand);
  route('dangers', 'danger', desk.dangerCommand);

  routes.post('/dangers', may(gate, 'POST /api/v1/dangers'), ready, readCommand, async (request, response) => {
    const how = readHow(request);
    if (!how.ok) return sendProblem(response, how.refusal);
    const person = personOf(response);
    const found = await desk.findDanger(actorOf(response), request.body, {
      ...how.value,
      right: (cell) => (isWithin(person, cell, context()) ? 'given' : 'hidden'),
    });
    if (!found.ok) return refuse(response, found.refusal);
    response.status(201).location(`/api/v1/dangers/${encodeURIComponent(found.value.id)}`);
    answer(response, found.value);
  });

  return routes;

  function route(
    things: 'incidents' | 'units' | 'alarms' | 'inspections' | 'cells' | 'dangers',
    kind: Subject['kind'],
    give: Give,
  ): void {
    const guard = may(gate, `POST /api/v1/${things}/:id/:command`);
    routes.post(`/${things}/:id/:command`, guard, ready, readCommand, async (request, response) => {
      const { id, command } = request.params as { id: string; command: string };
      const how = readHow(request);
      if (!how.ok) return sendProblem(response, how.refusal);
      if (how.value.ifMatch !== undefined && !withRevision.includes(kind))
        return sendProblem(response, problem(400, `If-Match: a ${kind} has no revision`));
      const person = personOf(response);
      // Before the body is judged, so that it tells nobody more than they may know.
      const subject = await desk.subject(kind, id);
      if (subject && !isWithin(person, subject, context())) return sendProblem(response, problem(404));
      if (subject && mayOf(person, kind, command) === 'none')
        return sendProblem(response, problem(403, 'not for this role', { why: 'no-right' }));
      const given = await give(actorOf(response), id, command, request.body, {
        ...how.value,
        right: (thing, name, body) => rightOf(person, thing, name, body, context()),
      });
      if (given.ok) answer(response, given.value);
      else refuse(response, given.refusal);
    });
  }
}

function answer(response: Response, { seq, id, rev }: Given): void {
  const made: CommandAnswer = { seq, id, ...(rev !== undefined && { rev }) };
  if (rev !== undefined) response.setHeader('ETag', `"${rev}"`);
  response.json(made);
}

/** A refusal of the desk as a problem: with where the thing stands, so that the caller can go on. */
export function refuse(response: Response, { status, detail, allowed, ...more }: DeskRefusal): void {
  sendProblem(response, problem(status, detail, { ...more, ...(allowed && { allowed: [...allowed] }) }));
}
