import type { RequestHandler, Response } from 'express';
import type { Actor } from '#data/contract/actor.ts';
import type { Person } from '#data/contract/person.ts';
import type { Caller, Gate } from '../access/gate.ts';
import { isCommand, refusalAt, rights, type Door } from '../access/rights.ts';
import { problem } from './problem.ts';
import { sendProblem } from './send.ts';

/**
 * First in every route: lets those pass whom the table (server/access/rights.ts) names for this door.
 * A page that kept what somebody did while there was no line names them in `X-Watchfloor-Person`, so
 * that it is never taken for the doing of whoever has signed in since.
 */
export function may(gate: Gate, door: Door): RequestHandler {
  const isOpen = rights[door].who.includes('nobody');
  const guard: RequestHandler = async (request, response, next) => {
    if (isOpen) return next();
    const { view } = request.query;
    const caller = await gate.byHeaders(request.headers, typeof view === 'string' ? view : undefined);
    const refusal = refusalAt(door, caller);
    if (refusal) {
      const { status, detail, why } = refusal;
      if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
      return sendProblem(response, problem(status, detail, why && { why }));
    }
    const meant = request.get('x-watchfloor-person');
    if (meant !== undefined && !(caller?.kind === 'person' && caller.person.id === meant))
      return sendProblem(response, problem(401, 'somebody else has signed in on this device', { why: 'other-person' }));
    // A call for help waits for no password.
    const helps = door === 'POST /api/v1/units/:id/:command' && request.params.command === 'panic';
    if (isCommand(door) && caller?.kind === 'person' && !(await gate.acts(caller.session)) && !helps)
      return sendProblem(response, problem(403, 'locked for want of a command: the password first', { why: 'locked' }));
    response.locals.caller = caller;
    next();
  };
  return Object.assign(guard, { door });
}

const callerOf = (response: Response) => response.locals.caller as Caller;

/** The source that reports. @throws where the door is open to others. */
export function sourceOf(response: Response) {
  const caller = callerOf(response);
  if (caller.kind !== 'source') throw new Error('this door is not for sources');
  return caller.source;
}

/** What the caller sees: a display, a program or a person. @throws where the door is open to others. */
export function viewOfCaller(response: Response) {
  const caller = callerOf(response);
  if (caller.kind === 'source') throw new Error('a source sees nothing');
  return caller.view;
}

/** The signed-in person. @throws where the door is open to others. */
export function personOf(response: Response): Person {
  return signedInOf(response).person;
}

/** The signed-in person; null for a display or a program. */
export function callerPerson(response: Response): Person | null {
  const caller = callerOf(response);
  return caller.kind === 'person' ? caller.person : null;
}

/** The signed-in person with their session. @throws where the door is open to others. */
export function signedInOf(response: Response) {
  const caller = callerOf(response);
  if (caller.kind !== 'person') throw new Error('this door is for people');
  return caller;
}

/** Who stands on record for what the caller does or looks at. */
export function actorOf(response: Response): Actor {
  const caller = callerOf(response);
  if (caller.kind === 'person') return { kind: 'person', id: caller.person.id };
  if (caller.kind === 'source') return { kind: 'source', id: caller.source };
  return { kind: 'rule', id: `token ${caller.name}`.slice(0, 64) };
}
