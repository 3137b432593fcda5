import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { hourShiftOf } from '../city/hour-shift.ts';
import { loadCityPack } from '../city/load.ts';
import type { Config } from '../config.ts';
import { realClock } from '../real-clock.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { takeOwnership } from '../store/sqlite/owner.ts';
import type { Store } from '../store/store.ts';
import type { ActionParts } from './actions.ts';
import { verifyFile } from './verify-file.ts';

/** What actions need when no server runs, and how to let go of it. The store is opened when it is asked for. */
export async function localParts({ storeFile, cityFolder }: Config): Promise<ActionParts & { close(): Promise<void> }> {
  const pack = await loadCityPack(cityFolder);
  let store: Promise<Store> | undefined;
  return {
    storeFile,
    pack,
    clock: realClock,
    approve: null,
    flood: null,
    store() {
      mkdirSync(dirname(storeFile), { recursive: true });
      return (store ??= openSqliteStore({
        file: storeFile,
        hourShift: hourShiftOf(pack.city.timeZone, realClock.now()),
      }));
    },
    verify: (progress) => verifyFile(storeFile, progress),
    async whileClosed(work) {
      mkdirSync(dirname(storeFile), { recursive: true });
      const owner = takeOwnership(storeFile);
      try {
        work();
      } finally {
        owner.release();
      }
    },
    close: async () => (await store)?.close(),
  };
}
