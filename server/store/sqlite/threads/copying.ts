import type { CopierCalls } from './messages.ts';
import { startWhenAsked } from './thread.ts';

/** So many pages (of 4 kB) that the file lacks are worth a copying: what SQLite does by itself at a commit. */
const WORTH_PAGES = 1000;

/** Has the WAL copied into the file at times, beside the commits. */
export type Copying = {
  /** After a commit; `pages` of the WAL are not in the file yet. */
  due(pages: number): void;
  /** Resolves when none is under way any more. */
  close(): Promise<void>;
};

/** `copied` is called after each. */
export function createCopying(file: string, copied: () => void): Copying {
  const copier = startWhenAsked<CopierCalls>({
    script: new URL('./copier.ts', import.meta.url),
    name: 'store copier',
    data: file,
  });
  let copying = false;
  return {
    due(pages) {
      if (copying || pages < WORTH_PAGES) return;
      copying = true;
      const over = () => void (copying = false);
      // What fails is tried again after the next commit; the keeper bounds the WAL.
      copier.ask('copy', null).then(copied).then(over, over);
    },
    // One that could not be started has nothing to end.
    close: () => copier.close().catch(() => {}),
  };
}
