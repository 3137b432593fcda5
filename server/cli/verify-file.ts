import { inspectFile } from '../store/sqlite/header.ts';
import type { LongCalls } from '../store/sqlite/messages.ts';
import { startThread } from '../store/sqlite/thread.ts';
import type { Verification } from '../store/store.ts';
import type { Progress } from './action.ts';

/**
 * Recounts a store file that nobody has open, without opening it for writing.
 * @throws {StoreRefused} when it is no store of ours.
 */
export async function verifyFile(file: string, progress: Progress): Promise<Verification> {
  inspectFile(file);
  const thread = await startThread<LongCalls>({
    script: new URL('../store/sqlite/long-work.ts', import.meta.url),
    name: 'verify',
    data: file,
    hear: ({ done, of }) => progress(done as number, of as number),
  });
  return thread.ask('verify', null).finally(() => thread.close());
}
