import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../../store.ts';
import type { Calls } from './messages.ts';
import { heardError, type Told, type ToldError } from './wire.ts';

/** A worker that answers questions in their order. */
export type Thread<C extends Calls> = {
  /** What the worker said when it was ready. */
  readonly opened: unknown;
  /** @throws {StoreUnavailable} also when the thread has died or dies before it answers. */
  ask<K extends keyof C & string>(name: K, takes: C[K]['takes']): Promise<C[K]['gives']>;
  /** Milliseconds that the oldest question without an answer has waited, 0 when there is none. */
  waitingMs(): number;
  /** Ends it after what was asked before. */
  close(): Promise<void>;
};

export type Asking<C extends Calls> = Pick<Thread<C>, 'ask' | 'close'>;

type Parts = {
  script: URL;
  name: string;
  data: unknown;
  /** Anything the thread says unasked. */
  hear?: (message: Record<string, unknown>) => void;
  died?: (error: Error) => void;
};
type Pending = { since: number; resolve(value: unknown): void; reject(error: Error): void };

/** Resolves when the worker has posted `{ opened }`, rejects with what it posted as `{ failed }`. */
export function startThread<C extends Calls>({ script, name, data, hear, died }: Parts): Promise<Thread<C>> {
  const worker = new Worker(script, { name, workerData: data });
  const pending = new Map<number, Pending>();
  let ids = 0;
  let closing: Promise<void> | undefined;
  let dead: Error | undefined;

  const ask = (what: string, takes: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (dead) return reject(dead);
      pending.set(++ids, { since: performance.now(), resolve, reject });
      worker.postMessage({ id: ids, do: what, takes });
    });

  return new Promise((resolve, reject) => {
    worker.on('message', (message: { answers?: Told[]; opened?: unknown; failed?: ToldError }) => {
      if (message.answers) for (const told of message.answers) settle(told);
      else if (message.opened !== undefined) resolve(thread(message.opened));
      else if (message.failed) reject(heardError(message.failed));
      else hear?.(message);
    });
    worker.on('error', die);
    worker.on('exit', (code) => die(new Error(`it ended with code ${code}`)));

    function die(cause: Error): void {
      if (dead) return;
      dead = new StoreUnavailable(closing ? 'the store is closed' : `the thread "${name}" died: ${cause.message}`, {
        cause,
      });
      for (const { reject } of pending.values()) reject(dead);
      pending.clear();
      reject(dead);
      if (!closing) died?.(dead);
    }
  });

  function thread(opened: unknown): Thread<C> {
    return { opened, ask: ask as Thread<C>['ask'], waitingMs, close };
  }

  /** Answers come in the order of the questions: the first that is pending is the oldest. */
  function waitingMs(): number {
    const oldest = pending.values().next().value;
    return oldest ? performance.now() - oldest.since : 0;
  }

  function settle(told: Told): void {
    const asker = pending.get(told.id);
    pending.delete(told.id);
    if ('error' in told) asker?.reject(heardError(told.error));
    else asker?.resolve(told.gives);
  }

  function close(): Promise<void> {
    return (closing ??= new Promise<void>((resolve) => {
      if (dead) return resolve();
      worker.once('exit', () => resolve());
      worker.postMessage({ id: ++ids, do: 'close', takes: null });
    }));
  }
}

/** Milliseconds after its last answer for which a thread is worth its memory, some 10 MB. */
const IDLE_MS = 5000;

/** A thread that is started when it is asked and ended when nobody asks any more; one that has died is started again. */
export function startWhenAsked<C extends Calls>(parts: Omit<Parts, 'died'>): Asking<C> {
  let starting: Promise<Thread<C>> | undefined;
  let ending: Promise<void> | undefined;
  let idle: NodeJS.Timeout | undefined;
  let waiting = 0;
  let closed = false;
  const forget = () => (starting = undefined);
  const end = async () => {
    const last = starting;
    forget();
    await (await last)?.close();
  };
  return {
    async ask(name, takes) {
      if (closed) throw new StoreUnavailable('the store is closed');
      clearTimeout(idle);
      waiting++;
      starting ??= startThread<C>({ ...parts, died: forget });
      starting.catch(forget);
      try {
        return await (await starting).ask(name, takes);
      } finally {
        if (--waiting === 0 && !closed) idle = setTimeout(() => (ending = end()), IDLE_MS).unref();
      }
    },
    async close() {
      closed = true;
      clearTimeout(idle);
      await Promise.all([ending, end()]);
    },
  };
}
