import { renameSync, rmSync } from 'node:fs';
import type { Dump, Load } from '../../carry.ts';
import { loosen, tighten } from '../../rows/track-packing.ts';
import { syncFolderOf, syncPath } from '../disk.ts';
import { inspectFile } from '../opening/header.ts';
import { archiveBeside } from '../archive-of.ts';
import { startThread } from '../threads/thread.ts';
import type { DumpCalls, LoadCalls, LoadOptions } from './calls.ts';

/** Written out, because the build looks for them (server/thread-scripts.ts). */
const dumping = new URL('./dumper.ts', import.meta.url);
const loading = new URL('./loader.ts', import.meta.url);

/** A store's file, in use or not, as a whole, with what is in its archive files. @throws {StoreRefused} when it is none of ours. */
export async function dumpFile(file: string, archive = archiveBeside(file)): Promise<Dump> {
  inspectFile(file);
  const thread = await startThread<DumpCalls>({ script: dumping, name: 'store dumper', data: { file, archive } });
  return {
    end: () => thread.ask('end', null),
    facts: (after) => thread.ask('facts', after),
    keys: (after) => thread.ask('keys', after),
    things: (after) => thread.ask('things', after),
    letters: (after) => thread.ask('letters', after),
    async tracks(after) {
      const found = await thread.ask('tracks', after);
      return found && { upto: found.upto, fixes: tighten(found.fixes) };
    },
    close: () => thread.close(),
  };
}

/** Fills a new file, which appears under its name complete and synced, or not at all. */
export async function loadFile(file: string, hourShift: number): Promise<Load> {
  const draft = `${file}.partial`;
  const clear = () => {
    for (const part of ['', '-wal', '-shm', '-journal', '.new']) rmSync(draft + part, { force: true });
  };
  clear();
  const data: LoadOptions = { draft, hourShift };
  const thread = await startThread<LoadCalls>({ script: loading, name: 'store loader', data });
  return {
    facts: async (facts) => void (await thread.ask('facts', facts)),
    keys: async (keys) => void (await thread.ask('keys', keys)),
    things: async (things) => void (await thread.ask('things', things)),
    letters: async (letters) => void (await thread.ask('letters', letters)),
    tracks: async (fixes) => void (await thread.ask('tracks', loosen(fixes))),
    end: () => thread.ask('end', null),
    async done() {
      await thread.ask('done', null);
      await thread.close();
      syncPath(draft);
      renameSync(draft, file);
      syncFolderOf(file);
    },
    async giveUp() {
      await thread.close();
      clear();
    },
  };
}
