import type { AskedOf, OkOf, Route } from '#data/contract/routes/route.ts';
import { accepted, refused } from '#data/kit/result.ts';
import type { Exchange, How } from './exchange.ts';
import type { Answer } from './refusal.ts';

/** What a call of a route says; left out where nothing of it must be said. */
export type Said<R extends Route> =
  object extends AskedOf<R, Blob> ? [asked?: AskedOf<R, Blob> & How] : [asked: AskedOf<R, Blob> & How];

/**
 * Asks a route: `await call(listIncidents, { query: { text } })`. What comes is of the route's own
 * shape, or a refusal: an answer that is not is none.
 */
export type Call = <R extends Route>(route: R, ...said: Said<R>) => Promise<Answer<OkOf<R>>>;

export function createCall(exchange: Exchange): Call {
  return async (route, ...[asked]) => {
    const got = await exchange(route.method, route.path, asked);
    if (!got.ok) return got;
    const { json } = route.answers[got.value.status] ?? {};
    if (!json) return accepted(null as OkOf<typeof route>);
    const read = json.safeParse(got.value.body);
    if (read.success) return accepted(read.data as OkOf<typeof route>);
    return refused({ status: got.value.status, title: 'an answer that cannot be read', why: 'unreadable' });
  };
}
