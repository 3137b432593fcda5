import { Worker } from 'node:worker_threads';
import type { ImportLook } from '#data/contract/import.ts';
import type { ToLookAt } from './look.ts';
import { MOST_MEMORY_MB, type ReadingPack, whyDied } from './reading-thread.ts';

export type LookingData = ToLookAt & { pack: ReadingPack };
export type FromLooking = { is: 'look'; look: ImportLook } | { is: 'error'; why: string };

/** The beginning of a file that needs longer than this is not looked at, ms. */
const LONGEST_MS = 30_000;

/** `lookAt` on a thread of its own, so that nobody waits while it reads. @throws {Error} in one line */
export async function lookAside(what: ToLookAt, { city, areas, cells, categories }: ReadingPack): Promise<ImportLook> {
  const worker = new Worker(new URL('./looking.ts', import.meta.url), {
    name: 'import looking',
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    workerData: { ...what, pack: { city, areas, cells, categories } } satisfies LookingData,
  });
  let late: NodeJS.Timeout | undefined;
  try {
    const said = await new Promise<FromLooking>((resolve, reject) => {
      late = setTimeout(() => reject(new Error('the file takes too long to look at')), LONGEST_MS);
      worker.once('message', resolve);
      worker.once('error', (error) => reject(whyDied(error)));
      worker.once('exit', () => reject(whyDied(null)));
    });
    if (said.is === 'error') throw new Error(said.why);
    return said.look;
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}
