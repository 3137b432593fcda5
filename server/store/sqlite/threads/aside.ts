import type { FileAndArchive } from '../archive-of.ts';
import type { LongCalls } from './messages.ts';
import { startThread, type Thread } from './thread.ts';

/** Long work on a store file, on a thread of its own. */
export async function aside<T>(
  at: FileAndArchive,
  work: (thread: Thread<LongCalls>) => Promise<T>,
  progress?: (done: number, of: number) => void,
): Promise<T> {
  const thread = await startThread<LongCalls>({
    script: new URL('./long-work.ts', import.meta.url),
    name: 'store long work',
    data: at,
    hear: ({ done, of }) => progress?.(done as number, of as number),
  });
  return work(thread).finally(() => thread.close());
}
