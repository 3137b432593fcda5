import { setImmediate } from 'node:timers/promises';
import { Router, type RequestHandler } from 'express';
import { invalid, problem } from '#data/contract/problem.ts';
import { areas } from '#data/contract/routes/areas.ts';
import type { Route } from '#data/contract/routes/route.ts';
import { createLine } from '#data/kit/line.ts';
import type { Caller } from '../access/gate.ts';
import type { Counts } from '../store/shared.ts';
import { fieldErrors } from '#data/kit/pointer.ts';
import { callerKey, guard, type GuardParts } from './guard.ts';
import type { AllHandlers, Asked, Handler, Ordered } from './handler.ts';
import { otherMethods } from './other-methods.ts';
import { onceReady } from './once-ready.ts';
import { bodyReader } from './read-body.ts';
import { seldom } from './seldom.ts';
import { send } from './send-reply.ts';

type Tools = GuardParts & {
  /** What the process still does before it takes anything in; null: nothing. */
  waitingFor: () => string | null;
  counts: Counts;
};

/** Every route of the contract, each with its handler. Nothing else is mounted under `/api/v1`. */
export function mountAll(handlers: AllHandlers, tools: Tools): Router {
  const routes = Router();
  const found = Object.entries<Readonly<Record<string, Route>>>(areas).flatMap(([area, ofArea]) =>
    Object.entries(ofArea).map(([name, route]) => ({ route, handler: handlerOf(handlers, area, name) })),
  );
  // `/units/:id/position` before `/units/:id/:command`.
  found.sort((a, b) => parametersIn(a.route) - parametersIn(b.route));
  for (const { route, handler } of found) {
    if (!handler) throw new Error(`nothing answers ${route.method} ${route.path}`);
    mount(routes, route, handler, tools);
  }
  routes.use(otherMethods(found.map(({ route }) => route)));
  return routes;
}

const handlerOf = (handlers: object, area: string, name: string) =>
  (handlers as Record<string, Record<string, Handler<Route>>>)[area]?.[name];
const parametersIn = ({ path }: Route) => path.split(':').length;

/**
 * One route, always in this order: who may (401, 403), whether anything is taken in now (503), the
 * body (400, 413, 415), the path (404), what is said before query and body are judged, their shapes
 * (422), the handler.
 */
export function mount<R extends Route>(
  routes: Router,
  route: R,
  handler: Handler<R>,
  { waitingFor, counts, ...parts }: Tools,
): void {
  const steps: RequestHandler[] = [guard(parts, route)];
  if (route.keeps) steps.push(onceReady(waitingFor));
  if (route.perMinute !== undefined)
    steps.push(seldom(counts, `${route.method} ${route.path}`, route.perMinute, route.refusals?.[429]));
  const reader = bodyReader(route);
  if (reader) steps.push(reader);
  const method = ({ GET: 'get', POST: 'post', DELETE: 'delete' } as const)[route.method];
  routes[method](route.path, ...steps, answering(route, handler));
}

function answering<R extends Route>(route: R, handler: Handler<R>): RequestHandler {
  const { before, otherwise, answer }: Ordered<R> = typeof handler === 'function' ? { answer: handler } : handler;
  const line = route.inTurn ? createLine({ running: 1, perCaller: 16, waiting: 256 }) : null;
  /** What takes the thread leaves it to others before the next one. */
  const inTurn = (asked: Asked<R>, caller: Caller) =>
    line!.run(callerKey(caller), async () => {
      await setImmediate();
      return answer(asked);
    });
  return async (request, response) => {
    const params = route.params
      ? route.params.safeParse(request.params)
      : { success: true as const, data: request.params };
    if (!params.success) return send(route, response, { refusal: problem(404) });
    const { caller } = response.locals;
    const early = before?.({ params: params.data, caller } as Asked<R>);
    if (early) return send(route, response, early);
    const { view: _askedView, ...written } = request.query;
    const query = route.query ? route.query.safeParse(written) : { success: true as const, data: {} };
    if (!query.success) return send(route, response, { refusal: invalid(fieldErrors(query.error)) });
    const body = parsedBody(route, request.body);
    if (!body.success) return send(route, response, otherwise ?? { refusal: invalid(fieldErrors(body.error)) });
    const asked = {
      params: params.data,
      query: query.data,
      body: body.data,
      caller,
      address: request.ip ?? '',
      url: request.originalUrl,
      header: (name: string) => request.get(name),
    } as Asked<R>;
    send(route, response, await (line ? inTurn(asked, caller) : answer(asked)));
  };
}

function parsedBody({ body, takes }: Route, read: unknown) {
  return body && !takes?.unparsed ? body.safeParse(read) : { success: true as const, data: read };
}
