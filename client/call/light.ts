import type { RouteName, RouteNamed } from '#data/contract/routes/areas.ts';
import type { Method, OkOf } from '#data/contract/routes/route.ts';
import { accepted } from '#data/kit/result.ts';
import type { Said } from './call.ts';
import type { Exchange } from './exchange.ts';
import type { Answer } from './refusal.ts';

/**
 * The same for a page whose first paint carries no schema: `await call('GET /api/v1/work')`. The name
 * is checked and the answer typed by the route of that name, and nothing of it is loaded; the answer
 * is taken as the server of this very build gave it.
 */
export type LightCall = <Name extends RouteName>(
  name: Name,
  ...said: Said<RouteNamed<Name>>
) => Promise<Answer<OkOf<RouteNamed<Name>>>>;

export function createLightCall(exchange: Exchange): LightCall {
  return async (name, ...[asked]) => {
    const [method, path] = name.split(' ') as [Method, string];
    const got = await exchange(method, path, asked);
    return got.ok ? accepted(got.value.body as OkOf<RouteNamed<typeof name>>) : got;
  };
}
