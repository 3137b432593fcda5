import type { RequestHandler, Response } from 'express';
import type { ViewName } from '#data/contract/view.ts';
import type { Caller, Gate } from '../access/gate.ts';
import { isAtLeast } from '../access/view-name.ts';
import { problem } from './problem.ts';
import { sendProblem } from './send.ts';

type SourceCaller = Extract<Caller, { kind: 'source' }>;
type ViewCaller = Extract<Caller, { kind: 'view' }>;

/** Lets registered sources in. */
export function onlySources(gate: Gate): RequestHandler {
  return guard(gate, (caller) => (caller.kind === 'source' ? null : 'a source token is needed'));
}

/** Lets views in that see at least as much as `least`. */
export function onlyViews(gate: Gate, least: ViewName): RequestHandler {
  return guard(gate, (caller) =>
    caller.kind === 'view' && isAtLeast(caller.view, least) ? null : `a view of ${least} or above is needed`,
  );
}

function guard(gate: Gate, why: (caller: Caller) => string | null): RequestHandler {
  return async (request, response, next) => {
    const { view } = request.query;
    const caller = await gate.byHeaders(request.headers, typeof view === 'string' ? view : undefined);
    if (!caller) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      return sendProblem(response, problem(401, 'a valid token is needed'));
    }
    const refusal = why(caller);
    if (refusal !== null) return sendProblem(response, problem(403, refusal));
    response.locals.caller = caller;
    next();
  };
}

export const sourceOf = (response: Response) => (response.locals.caller as SourceCaller).source;
export const viewOfCaller = (response: Response) => (response.locals.caller as ViewCaller).view;
