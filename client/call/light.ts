import type { RouteName, RouteNamed } from '#data/contract/routes/areas.ts';
import type { AskedOf, Method, OkOf } from '#data/contract/routes/route.ts';
import { accepted } from '#data/kit/result.ts';
import type { Said } from './call.ts';
import { type Exchange, filled, type Got } from './exchange.ts';
import type { Answer } from './refusal.ts';

/**
 * A call for a page whose first paint carries no schema: `await call('GET /api/v1/work')`. The name
 * is checked and the answer typed by the route of that name, and nothing of it is loaded; the answer
 * is taken as the server of this very build gave it.
 */
export type LightCall = <Name extends RouteName>(
  name: Name,
  ...said: Said<RouteNamed<Name>>
) => Promise<Answer<OkOf<RouteNamed<Name>>>>;

/** With the tag of the answer; null where `etag` names the newest already. */
export type LightAsk = <Name extends RouteName>(
  name: Name,
  ...said: Said<RouteNamed<Name>>
) => Promise<Answer<{ value: OkOf<RouteNamed<Name>> | null } & Pick<Got, 'etag' | 'date'>>>;

export function createLightAsk(exchange: Exchange): LightAsk {
  return async (name, ...[asked]) => {
    const got = await exchange(...partsOf(name), asked);
    if (!got.ok) return got;
    const { status, body, etag, date } = got.value;
    const value = status === 304 ? null : (body as OkOf<RouteNamed<typeof name>>);
    return accepted({ value, ...(etag !== undefined && { etag }), ...(date !== undefined && { date }) });
  };
}

export function createLightCall(exchange: Exchange): LightCall {
  const ask = createLightAsk(exchange);
  return async (name, ...said) => {
    const got = await ask(name, ...said);
    return got.ok ? accepted(got.value.value as OkOf<RouteNamed<typeof name>>) : got;
  };
}

type ParamsFor<Name extends RouteName> =
  AskedOf<RouteNamed<Name>> extends { params: infer P extends object } ? P : Empty;
type Empty = Record<never, never>;

/** Where a route is: for links and pictures. */
export function addressOf<Name extends RouteName>(name: Name, params: ParamsFor<Name>): string {
  return filled(partsOf(name)[1], { params });
}

/** The same below `/api/v1`: for what is kept and sent later. */
export function pathTo<Name extends RouteName>(name: Name, params: ParamsFor<Name>): string {
  return addressOf(name, params).replace(/^\/api\/v1/, '');
}

const partsOf = (name: RouteName) => name.split(' ') as [Method, string];
