import { Router, type RequestHandler, type Response } from 'express';
import { problem } from '#data/contract/problem.ts';
import { sendToProgram } from './send.ts';

/**
 * What a path answers that is there and not asked so: 405 with what it may be asked by (RFC 9110, 15.5.6);
 * to OPTIONS the same without a refusal. Comes after the routes of `table`.
 */
export function otherMethods(table: readonly { method: string; path: string }[]): Router {
  const routes = Router();
  for (const { method, path } of table) {
    const note: RequestHandler = (_request, { locals }, next) => {
      ((locals.methods ??= new Set()) as Set<string>).add(method);
      next();
    };
    routes.all(path, refusing(note));
  }
  routes.use((request, response, next) => {
    const methods = response.locals.methods as Set<string> | undefined;
    if (methods === undefined) return next();
    answer(request.method, response, methods);
  });
  return routes;
}

/** A path that is only read: a page, a file. */
export const onlyRead = (routes: Router, path: string | string[], read: RequestHandler) =>
  void routes.route(path).get(read).all(refuseWrites);

export const refuseWrites = refusing(({ method }, response, next) => {
  if (method === 'GET' || method === 'HEAD') next();
  else answer(method, response, ['GET']);
});

/** Known by this: it lets nobody in, whatever it is asked. */
function refusing(handler: RequestHandler): RequestHandler {
  return Object.assign(handler, { refuses: true });
}

function answer(asked: string, response: Response, methods: Iterable<string>): void {
  const allow = [...methods].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).toSorted();
  response.setHeader('Allow', [...allow, 'OPTIONS'].join(', '));
  if (asked === 'OPTIONS') return void response.status(204).end();
  sendToProgram(response, problem(405, `this address answers ${allow.join(', ')} and nothing else`));
}
