import { existsSync } from 'node:fs';
import * as z from 'zod';
import type { CityPack } from '#data/contract/city-pack.ts';
import { AreaId, SourceName } from '#data/contract/ids.ts';
import { ViewName, viewKey } from '#data/contract/view.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted } from '#data/kit/result.ts';
import { newToken, tokenDigest } from '../access/token.ts';
import { createPlacing } from '../city/placing.ts';
import { importCity } from '../import/import-city.ts';
import { importFile } from '../import/import-file.ts';
import { IncidentMapping } from '../import/mapping.ts';
import { type Store, StoreUnavailable, type TokenGrant, type Verification } from '../store/store.ts';
import { action, refuse, type Progress } from './action.ts';
import { discardStore, exchangeStore, prepareRestore } from './store-files.ts';

export type ActionParts = {
  /** Opened when it is first asked for, where no server has it open. */
  store(): Promise<Store>;
  storeFile: string;
  pack: CityPack;
  clock: Clock;
  verify(progress: Progress): Promise<Verification>;
  /** Does `work` on the store's files while nobody has them open. */
  whileClosed(work: () => void): Promise<void>;
  /** A flood of alarms in the living city; null where none lives. */
  flood: (() => { reports: number; silent: number }) | null;
};

const nothing = z.object({});
const oneFile = z.object({ file: z.string().min(1) });
const name = z.string().min(1).max(64);

/** Everything that the command line can ask of a store or a running server. */
export function createActions({ store, storeFile, pack, clock, verify, whileClosed, flood }: ActionParts) {
  return {
    verify: action(nothing, async (_, { progress }) => {
      if (!existsSync(storeFile)) return refuse(`there is no store at ${storeFile}`);
      return accepted(await verify(progress));
    }),

    backup: action(oneFile, async ({ file }) => {
      if (!existsSync(storeFile)) return refuse(`there is no store at ${storeFile}`);
      if (existsSync(file)) return refuse(`${file} exists already: it is not written over`);
      await (await store()).backup(file);
      return accepted({ file });
    }),

    restore: action(oneFile, async ({ file }, { progress }) => {
      const draft = await prepareRestore(file, storeFile, progress);
      if (!draft.ok) return draft;
      await whileClosed(() => exchangeStore(draft.value.draft, storeFile));
      return accepted({ facts: draft.value.facts });
    }),

    import: action(
      z.object({ file: z.string(), mapping: IncidentMapping, dryRun: z.boolean() }),
      async (args, under) => {
        const { log, incidents } = await store();
        try {
          const city = importCity(pack, createPlacing(pack.cells));
          return accepted(await importFile({ log, incidents, city, clock }, { ...args, ...under }));
        } catch (error) {
          // All that is left is the file or the mapping; the store's own trouble is not theirs.
          if (error instanceof StoreUnavailable) throw error;
          return refuse(error instanceof Error ? error.message : String(error));
        }
      },
    ),

    'source-token': action(z.object({ name: SourceName }), ({ name }) => addToken({ kind: 'source', name })),

    'view-token': action(z.object({ name, view: ViewName, area: AreaId.optional() }), async ({ name, view, area }) => {
      if (area !== undefined && !pack.areas.some(({ id }) => id === area))
        return refuse(`the city has no area "${area}"`, 64);
      return addToken({
        kind: 'view',
        name,
        view: viewKey(area === undefined ? { name: view } : { name: view, area }),
      });
    }),

    'demo-reset': action(nothing, async () => {
      await whileClosed(() => discardStore(storeFile));
      return accepted(null);
    }),

    'demo-flood': action(nothing, async () => {
      if (!flood) return refuse('no demo city lives here: start one with DEMO=1');
      return accepted(flood());
    }),
  };

  async function addToken(grant: TokenGrant) {
    const token = newToken(grant.kind);
    await (await store()).tokens.add(tokenDigest(token), grant);
    return accepted({ token });
  }
}

export type Actions = ReturnType<typeof createActions>;
