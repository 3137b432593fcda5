import type * as z from 'zod';
import type { Clock } from '#data/kit/clock.ts';
import type { Drawers, Followed } from '../store/store.ts';

/** What waits for an answer until its time is over, in a drawer of its own: any process may take the answer. */
export type Waiting<T> = {
  /** Null when nothing waits there, or no more. */
  get(id: string): Promise<T | null>;
  /** All that still wait, the oldest first; what has run out is thrown away. */
  present(): Promise<(T & { id: string })[]>;
  put(id: string, one: T): Promise<void>;
  /** The same, where nothing has changed in the drawer since change number `at`. */
  putIf(id: string, one: T, at: number): Promise<boolean>;
  /** True for one of all who take it. */
  take(id: string): Promise<boolean>;
};

type Parts<T> = { drawers: Drawers; drawer: Followed; clock: Clock; schema: z.ZodType<T> };

/** `until` is in ms since 1970. */
export function createWaiting<T extends { until: number }>({ drawers, drawer, clock, schema }: Parts<T>): Waiting<T> {
  const read = (body: string | Uint8Array) => schema.parse(JSON.parse(String(body)));
  return {
    async get(id) {
      const body = await drawers.get(drawer, id);
      const one = body === null ? null : read(body);
      return one && one.until > clock.now() ? one : null;
    },
    async present() {
      const all = (await drawers.list(drawer)).map(({ id, body }) => ({ ...read(body), id }));
      for (const { id, until } of all) if (until <= clock.now()) await drawers.remove(drawer, id);
      return all.filter(({ until }) => until > clock.now()).sort((a, b) => a.until - b.until);
    },
    put: (id, one) => drawers.put(drawer, id, JSON.stringify(one)),
    putIf: (id, one, at) => drawers.putIf(drawer, id, JSON.stringify(one), at),
    take: (id) => drawers.remove(drawer, id),
  };
}
