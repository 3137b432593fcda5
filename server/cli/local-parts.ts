import { hourShiftOf } from '../city/hour-shift.ts';
import { chooseStore, wholeStore } from '../choose-store.ts';
import { loadCityPack } from '../city/load.ts';
import type { Config } from '../config.ts';
import { createAudit } from '../access/audit.ts';
import { createPeople } from '../access/people.ts';
import { createRegister } from '../access/register.ts';
import { installationSecret } from '../access/secret.ts';
import { realClock } from '../real-clock.ts';
import { createInProcess } from '../store/in-process.ts';
import { makePrivateFolder } from '../store/private-files.ts';
import { takeOwnership } from '../store/sqlite/opening/owner.ts';
import type { Store } from '../store/store.ts';
import type { ActionParts } from './actions.ts';
import { mustHaveStarted } from './no-store.ts';
import { verifyFile } from '../store/sqlite/verify-file.ts';

/** What actions need when no server runs, and how to let go of it. The store is opened when it is asked for. */
export async function localParts(config: Config): Promise<ActionParts & { close(): Promise<void> }> {
  const { storeFile, archiveDir, cityFolder } = config;
  const pack = await loadCityPack(cityFolder);
  let store: Promise<Store> | undefined;
  const trouble = (_what: string, error: unknown) => {
    throw error;
  };
  const hourShift = hourShiftOf(pack.city.timeZone, realClock.now());
  const whole = wholeStore(config, { hourShift, secret: () => parts.secret() });
  const parts: ActionParts = {
    whole,
    holdStill: whole.holdStill,
    endures: false,
    hourShift,
    storeFile,
    archiveDir,
    pack,
    clock: realClock,
    secret() {
      makePrivateFolder(config.dataDir);
      return installationSecret(config.dataDir, config.given);
    },
    flood: null,
    async store(or) {
      if (or !== 'a new one') mustHaveStarted(config);
      return (store ??= chooseStore({
        config,
        mayMake: or === 'a new one',
        node: 'command line',
        hourShift,
        secret: parts.secret(),
        trouble,
        // A restore of ours is one as well. Whatever would be kept after another one's is refused by the store itself.
        otherLog: () => {},
      }));
    },
    async verify(progress, anchor) {
      mustHaveStarted(config);
      if (config.databaseUrl === undefined) return verifyFile(storeFile, progress, anchor, archiveDir);
      return (await parts.store()).verify(progress, anchor);
    },
    async whileClosed(work) {
      const owner = takeOwnership(storeFile);
      try {
        work();
      } finally {
        owner.release();
      }
    },
    async access() {
      const store = await parts.store();
      const register = createRegister({ store, clock: realClock, trouble });
      const audit = createAudit({ log: store.log, clock: realClock, notes: createInProcess(realClock).notes });
      await register.reload();
      // Nothing is open where no server runs; what was is stale when the next one starts.
      const endStale = async () => {};
      const people = createPeople({ register, audit, clock: realClock, pack, issuer: config.oidc?.issuer, endStale });
      return { register, audit, people };
    },
  };
  return { ...parts, close: async () => (await store)?.close() };
}
