import type * as z from 'zod';
import type { kinds, ThingKind } from '#data/contract/commands/kinds.ts';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import type { Method } from '#data/contract/routes/route.ts';
import { accepted } from '#data/kit/result.ts';
import type { Exchange, How } from '#client/call/exchange.ts';
import type { Answer } from '#client/call/refusal.ts';

export type { Answer, Refusal } from '#client/call/refusal.ts';

type Commands = { [Kind in ThingKind as (typeof kinds)[Kind]['plural']]: (typeof kinds)[Kind]['commands'] };
export type Thing = keyof Commands;
export type CommandName<T extends Thing> = keyof Commands[T] & string;
/** A command's body as it may be written: times as text too, defaults left out. */
export type CommandBody<T extends Thing, N extends CommandName<T>> = Commands[T][N] extends { body: z.ZodType }
  ? z.input<Commands[T][N]['body']>
  : never;

/** The desk's views ask by paths under `/api/v1`, as the signed-in person. */
export type Api = {
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body?: unknown, how?: How): Promise<Answer<T>>;
  command<T extends Thing, N extends CommandName<T>>(
    thing: T,
    id: string,
    name: N,
    body: CommandBody<T, N>,
    how?: How,
  ): Promise<Answer<CommandAnswer>>;
};

export function createApi(exchange: Exchange): Api {
  async function send<T>(method: Method, path: string, asked: How & { body?: unknown } = {}): Promise<Answer<T>> {
    const got = await exchange(method, `/api/v1${path}`, asked);
    return got.ok ? accepted(got.value.body as T) : got;
  }
  return {
    get: (path) => send('GET', path),
    post: (path, body, how) => send('POST', path, { body, ...how }),
    command: (thing, id, name, body, how) =>
      send('POST', `/${thing}/${encodeURIComponent(id)}/${name}`, { body, ...how }),
  };
}
