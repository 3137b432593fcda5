import { Router, type RequestHandler, type Response } from 'express';
import { type ThingKind, kinds } from '#data/contract/commands/kinds.ts';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import { rightOf, type RightsContext } from '#data/rules/rights.ts';
import type { Gate } from '../access/gate.ts';
import type { Door } from '../access/rights.ts';
import type { Desk } from '../desk/desk.ts';
import type { DeskRefusal } from '../desk/refusal.ts';
import { actorOf, may, personOf } from './caller.ts';
import { readHow } from './command-headers.ts';
import { onceReady } from './once-ready.ts';
import { problem } from './problem.ts';
import { readCommand } from './read-command.ts';
import { sendProblem } from './send.ts';

type Parts = {
  gate: Gate;
  desk: Desk;
  /** What a person's right depends on beside the board. */
  context: () => Omit<RightsContext, 'board'>;
  waitingFor: () => string | null;
};

/** `POST /{things}/{id}/{command}`, and `POST /{things}` where a command makes the thing: what people decide. */
export function commandRoutes({ gate, desk, context, waitingFor }: Parts): Router {
  const routes = Router();
  const ready = onceReady(waitingFor);
  for (const [kind, { plural, ...more }] of Object.entries(kinds) as [ThingKind, (typeof kinds)[ThingKind]][]) {
    mount(`/${plural}/:id/:command`, commandTo(kind));
    if ('creation' in more) mount(`/${plural}`, creationOf(kind, more.creation.name));
  }
  return routes;

  function mount(path: string, handle: RequestHandler): void {
    routes.post(path, may(gate, `POST /api/v1${path}` as Door), ready, readCommand, handle);
  }

  function commandTo(kind: ThingKind): RequestHandler {
    return (request, response) => {
      const { id, command } = request.params as { id: string; command: string };
      return give(kind, id, command, request, response);
    };
  }

  function creationOf(kind: ThingKind, name: string): RequestHandler {
    return (request, response) => give(kind, null, name, request, response);
  }

  /** A request as a command, and what became of it as an answer. */
  async function give(
    kind: ThingKind,
    id: string | null,
    name: string,
    request: Parameters<RequestHandler>[0],
    response: Response,
  ): Promise<void> {
    const how = readHow(request);
    if (!how.ok) return sendProblem(response, how.refusal);
    const { plural, hasRevision } = kinds[kind];
    if (how.value.ifMatch !== undefined && !hasRevision)
      return sendProblem(response, problem(400, `If-Match: a ${kind} has no revision`));
    const person = personOf(response);
    const answer = await desk.give({
      kind,
      id,
      name,
      body: request.body,
      actor: actorOf(response),
      how: {
        ...how.value,
        area: person.area,
        right: (subject, command, body, board) => rightOf(person, subject, command, body, { board, ...context() }),
      },
    });
    if (!answer.ok) return refuse(response, answer.refusal);
    if (id === null) response.status(201).location(`/api/v1/${plural}/${encodeURIComponent(answer.value.id)}`);
    tell(response, answer.value);
  }
}

function tell(response: Response, { seq, id, rev }: CommandAnswer): void {
  if (rev !== undefined) response.setHeader('ETag', `"${rev}"`);
  response.json({ seq, id, ...(rev !== undefined && { rev }) } satisfies CommandAnswer);
}

/** A refusal of the desk as a problem: with where the thing stands, so that the caller can go on. */
function refuse(response: Response, { status, detail, allowed, ...more }: DeskRefusal): void {
  sendProblem(response, problem(status, detail, { ...more, ...(allowed && { allowed: [...allowed] }) }));
}
