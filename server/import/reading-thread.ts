import { Worker } from 'node:worker_threads';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Portion, ToRead } from './read-incidents.ts';

/** What of a city a thread that reads needs. */
export type ReadingPack = Pick<CityPack, 'city' | 'areas' | 'cells' | 'categories'>;
export type ReadingData = ToRead & { pack: ReadingPack; secret: string };
export type FromReading = { is: 'portion'; portion: Portion } | { is: 'end' } | { is: 'error'; why: string };

/** What gets past the bounds of every format ends its thread and not the server. */
export const MOST_MEMORY_MB = 512;

/**
 * `readIncidents` on a thread of its own, so that nobody whom the server serves waits while it reads. It
 * is never more than one portion ahead, and ends with whoever stops asking. `secret`: of the ids.
 */
export async function* readAside(
  what: ToRead,
  { city, areas, cells, categories }: ReadingPack,
  secret: string,
): AsyncGenerator<Portion> {
  const worker = new Worker(new URL('./reading.ts', import.meta.url), {
    name: 'import reading',
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    workerData: { ...what, pack: { city, areas, cells, categories }, secret } satisfies ReadingData,
  });
  try {
    let answer = ask();
    for (;;) {
      const said = await answer;
      if (said.is === 'end') return;
      if (said.is === 'error') throw new Error(said.why);
      answer = ask();
      // Its failure is heard where it is waited for, or by nobody when nobody waits any more.
      answer.catch(() => {});
      yield said.portion;
    }
  } finally {
    await worker.terminate();
  }

  function ask(): Promise<FromReading> {
    return new Promise((resolve, reject) => {
      const died = (error: unknown) => reject(whyDied(error));
      worker.once('error', died);
      worker.once('exit', died);
      worker.once('message', (message: FromReading) => {
        worker.off('error', died);
        worker.off('exit', died);
        resolve(message);
      });
      worker.postMessage(null);
    });
  }
}

export function whyDied(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('the reading thread ended');
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new Error('the file needs more memory than reading one may take');
  return error;
}
