import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Phones, PrintedCard } from './lay-out.ts';

export type Sheet = { cards: readonly PrintedCard[]; phones: Phones | null; as: 'svg' | 'pdf' };

/** Draws cards to print, on a thread of its own: opening fonts takes its time. */
export async function drawSheet(sheet: Sheet): Promise<Buffer> {
  const worker = new Worker(new URL('./draw-sheet.ts', import.meta.url), { name: 'cards', workerData: sheet });
  try {
    const [drawn] = (await once(worker, 'message')) as [Uint8Array];
    return Buffer.from(drawn);
  } finally {
    await worker.terminate();
  }
}
