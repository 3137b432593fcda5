import { StoreUnavailable } from '../../store.ts';
import { endLine, openLine, type Line, type LineOptions } from './line.ts';
import { isTrouble, toldError } from './trouble.ts';

/** Connections for whoever only asks, at most so many; who comes later waits. */
export type Pool = {
  /** Rows of one question. @throws {StoreUnavailable} */
  ask<R>(question: Question, values?: readonly unknown[]): Promise<R[]>;
  /** Several questions to one connection. */
  use<T>(work: (line: Line) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};
export type Question = { name?: string; text: string };

const MOST = 8;
/** Whoever waits longer for a connection, ms, is told that there is none. */
const PATIENCE_MS = 10_000;

type Waiting = { take(line: Line | null): void; fail(error: Error): void; until: NodeJS.Timeout };

export function createPool(options: LineOptions, most = MOST): Pool {
  const idle: Line[] = [];
  const waiting: Waiting[] = [];
  const busy = new Set<Promise<unknown>>();
  let open = 0;
  let closed = false;

  /** A connection that was there, or null: make one. */
  function claim(): Promise<Line | null> {
    const line = idle.pop();
    if (line) return Promise.resolve(line);
    if (open < most) {
      open++;
      return Promise.resolve(null);
    }
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        take: resolve,
        fail: reject,
        until: setTimeout(() => {
          waiting.splice(waiting.indexOf(one), 1);
          reject(new StoreUnavailable('all connections to the database are busy'));
        }, PATIENCE_MS),
      };
      waiting.push(one);
    });
  }

  function giveBack(line: Line | null): void {
    const next = waiting.shift();
    if (next) {
      clearTimeout(next.until);
      return next.take(line);
    }
    if (line) idle.push(line);
    else open--;
  }

  async function use<T>(work: (line: Line) => Promise<T>): Promise<T> {
    if (closed) throw new StoreUnavailable('the store is closed');
    const doing = run(work);
    busy.add(doing);
    return doing.finally(() => busy.delete(doing));
  }

  async function run<T>(work: (line: Line) => Promise<T>): Promise<T> {
    let line = await claim();
    try {
      line ??= watched(await openLine(options));
      const answer = await work(line);
      giveBack(ended.has(line) ? null : line);
      return answer;
    } catch (error) {
      if (line && isTrouble(error)) {
        endLine(line);
        line = null;
      }
      giveBack(line);
      throw toldError(error);
    }
  }

  /** Connections that ended while nobody used them. */
  const ended = new WeakSet<Line>();
  function watched(line: Line): Line {
    line.on('end', () => {
      ended.add(line);
      const at = idle.indexOf(line);
      if (at < 0) return;
      idle.splice(at, 1);
      open--;
    });
    return line;
  }

  return {
    use,
    ask: <R>(question: Question, values: readonly unknown[] = []) =>
      use(async (line) => (await line.query({ ...question, values: [...values] })).rows as R[]),
    async close() {
      closed = true;
      await Promise.allSettled(busy);
      for (const line of idle.splice(0)) await line.end().catch(() => {});
    },
  };
}
