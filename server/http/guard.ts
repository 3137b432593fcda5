import type { Request, RequestHandler } from 'express';
import type { Actor } from '#data/contract/actor.ts';
import { problem } from '#data/contract/problem.ts';
import type { Route } from '#data/contract/routes/route.ts';
import type { Caller, Gate } from '../access/gate.ts';
import { type Door, isCommand, refusalAt } from '../access/rights.ts';
import type { Throttle } from '../access/throttle.ts';
import { sendProblem } from './send.ts';

export type GuardParts = { gate: Gate; throttle: Throttle };

/**
 * First of every route: lets those pass whom its right names. A page that kept what somebody did
 * while there was no line names them in `X-Watchfloor-Person`, so that it is never taken for the
 * doing of whoever has signed in since. Who we do not know is told to wait when it comes too often;
 * whom we know is let in, whatever others from the same address show.
 */
export function guard({ gate, throttle }: GuardParts, { method, path, right, unlocked }: Route): RequestHandler {
  const door = `${method} ${path}` as Door;
  const isOpen = right.who.includes('nobody');
  const pass: RequestHandler = async (request, response, next) => {
    if (isOpen) return passed(null);
    const { view } = request.query;
    const caller = await gate.byHeaders(request.headers, typeof view === 'string' ? view : undefined);
    // A call for help waits for nothing.
    const isUrgent = unlocked?.includes(String(request.params['command'])) === true;
    const refusal = refusalAt(door, caller);
    if (refusal && !(refusal.why === 'enrol' && isUrgent)) {
      const { status, detail, why } = refusal;
      if (status === 401) {
        const waitMs = guesses(request) ? await throttle.wrong('token', request.ip ?? '') : 0;
        if (waitMs > 0) {
          response.setHeader('Retry-After', String(Math.ceil(waitMs / 1000)));
          return sendProblem(response, problem(429, 'too many wrong tokens from this address', { why: 'too-often' }));
        }
        response.setHeader('WWW-Authenticate', 'Bearer');
      }
      return sendProblem(response, problem(status, detail, why && { why }));
    }
    const meant = request.get('x-watchfloor-person');
    if (meant !== undefined && !(caller?.kind === 'person' && caller.person.id === meant))
      return sendProblem(response, problem(401, 'somebody else has signed in on this device', { why: 'other-person' }));
    if (isCommand(door) && caller?.kind === 'person' && !(await gate.acts(caller.session)) && !isUrgent)
      return sendProblem(response, problem(403, 'locked for want of a command: the password first', { why: 'locked' }));
    passed(caller);

    function passed(by: Caller | null): void {
      response.locals.caller = by;
      next();
    }
  };
  return Object.assign(pass, { door });
}

/** A page that only asks whether somebody is signed in guesses nothing. */
const guesses = ({ method, headers }: Request) => method !== 'GET' || headers.authorization !== undefined;

/** Who stands on record for what the caller does or looks at. */
export function actorOf(caller: Caller): Actor {
  if (caller.kind === 'person') return { kind: 'person', id: caller.person.id };
  if (caller.kind === 'source') return { kind: 'source', id: caller.source };
  return { kind: 'rule', id: `token ${caller.name}`.slice(0, 64) };
}

/** In whose turn long work is done: each session and each token has its own. */
export function callerKey(caller: Caller): string {
  if (caller.kind === 'person') return `session ${caller.session.id}`;
  return caller.kind === 'source' ? `source ${caller.source}` : `token ${caller.token ?? caller.name}`;
}
