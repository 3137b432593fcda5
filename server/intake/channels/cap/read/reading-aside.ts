import { Worker } from 'node:worker_threads';
import type { Bounds } from '#data/contract/place.ts';
import { problem, type Problem } from '#data/contract/problem.ts';
import { refused, type Result } from '#data/kit/result.ts';
import { readAlert, type ReadAlert } from './read-alert.ts';
import { readList, type Served } from './read-list.ts';

type Document = { bytes: Uint8Array; charset?: string | undefined };
export type ToReading = (Document & { is: 'alert'; reach: Bounds }) | (Document & { is: 'list' });
export type FromReading =
  { is: 'alert'; read: Result<ReadAlert, Problem> } | { is: 'list'; read: Result<Served, string> };

/** Reads documents without holding up whoever else is served. */
export type Reading = {
  alert(document: Document): Promise<Result<ReadAlert, Problem>>;
  list(document: Document): Promise<Result<Served, string>>;
  /** Ends the thread; what is under way is refused. */
  stop(): Promise<void>;
};

/** Up to here a document is read at once, which takes some milliseconds at most; larger ones by the thread. */
const SMALL = 8 * 1024;
const MOST_WAITING = 32;
const MOST_MS = 10_000;
const MOST_MB = 96;

/**
 * One thread reads what is large, one document at a time. A document that takes longer than `mostMs`, or
 * more memory than there is, is given up with its thread, and the next one gets another.
 */
export function createReading(reach: Bounds, mostMs = MOST_MS): Reading {
  let worker: Worker | null = null;
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();

  async function aside(asked: ToReading): Promise<FromReading | 'given up' | 'busy'> {
    if (waiting >= MOST_WAITING) return 'busy';
    waiting++;
    const mine = turn.then(() => ask(asked));
    turn = mine;
    return mine.finally(() => waiting--);
  }

  function begin(): Worker {
    const thread = new Worker(new URL('./cap-reading.ts', import.meta.url), {
      name: 'cap reading',
      resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
    });
    thread.unref();
    // Whoever waits hears that it ended.
    thread.on('error', () => {});
    thread.once('exit', () => {
      if (worker === thread) worker = null;
    });
    return thread;
  }

  function ask(asked: ToReading): Promise<FromReading | 'given up'> {
    const thread = (worker ??= begin());
    return new Promise((resolve) => {
      const end = (answer: FromReading | 'given up') => {
        clearTimeout(timer);
        thread.off('message', end).off('exit', giveUp);
        if (answer === 'given up') {
          if (worker === thread) worker = null;
          thread.terminate().catch(() => {});
        }
        resolve(answer);
      };
      const giveUp = () => end('given up');
      const timer = setTimeout(giveUp, mostMs);
      thread.once('message', end);
      thread.once('exit', giveUp);
      thread.postMessage(asked);
    });
  }

  return {
    async alert(document) {
      if (document.bytes.length <= SMALL) return readAlert({ ...document, reach });
      const answer = await aside({ is: 'alert', reach, ...document });
      if (answer === 'busy') return refused(problem(503, 'more documents wait to be read than are read at once'));
      if (answer === 'given up' || answer.is !== 'alert')
        return refused(problem(422, 'the document takes longer to read than is allowed'));
      return answer.read;
    },
    async list(document) {
      if (document.bytes.length <= SMALL) return readList(document.bytes, document.charset);
      const answer = await aside({ is: 'list', ...document });
      return typeof answer !== 'string' && answer.is === 'list' ? answer.read : refused('cannot be read in time');
    },
    async stop() {
      await worker?.terminate();
    },
  };
}
