import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from './config.ts';
import type { Dump, Load } from './store/carry.ts';
import type { HeldStill } from './store/held-still.ts';
import { readAddress } from './store/postgres/connect/address.ts';
import { dumpFile, loadFile } from './store/sqlite/carry/carry-file.ts';
import { openSqliteStore } from './store/sqlite/open.ts';
import { verifyFile } from './store/sqlite/verify-file.ts';
import { StoreRefused, StoreUnavailable, type Store, type Verification } from './store/store.ts';

/** Loaded by who has a database: a server on a file would carry it along from its start. */
const postgres = {
  open: () => import('./store/postgres/open.ts'),
  dump: () => import('./store/postgres/whole/dump.ts'),
  load: () => import('./store/postgres/whole/load.ts'),
  replace: () => import('./store/postgres/whole/replace.ts'),
  still: () => import('./store/postgres/still.ts'),
};

type Chosen = Pick<Config, 'databaseUrl' | 'storeFile' | 'archiveDir'>;

type Parts = {
  config: Chosen;
  /** Whether an empty database becomes a store; left out: it does. */
  mayMake?: boolean;
  /** What people call this process. */
  node: string;
  /** Milliseconds that the city's hours are shifted against whole hours of UTC. */
  hourShift: number;
  secret: string;
  trouble: (what: string, error: unknown) => void;
  /** The log is another one by now: whoever has read it must open the store again. */
  otherLog: () => void;
};

/** Whether all that `DATABASE_URL` says is understood. @throws {StoreRefused} with one line. */
export function mustBeUnderstood({ databaseUrl }: Pick<Chosen, 'databaseUrl'>): void {
  if (databaseUrl !== undefined) readAddress(databaseUrl);
}

/** The store that the settings name. @throws {StoreRefused} when it must not be opened. */
export async function chooseStore({ config, mayMake, ...given }: Parts): Promise<Store> {
  const { databaseUrl: url, storeFile: file, archiveDir: archive } = config;
  const { hourShift, trouble } = given;
  if (url === undefined) return openSqliteStore({ file, archive, hourShift, trouble });
  const { openPostgresStore } = await postgres.open();
  const newCopy = (to: string) => loadFile(to, hourShift);
  return openPostgresStore({ url, archive, ...given, newCopy, ...(mayMake !== undefined && { mayMake }) });
}

/** Between two tries of a database that does not answer, ms. */
const AGAIN_MS = 500;

/** Whether the same may succeed later, with no setting changed. */
export const mayPass = (error: unknown): boolean =>
  error instanceof StoreUnavailable || (error instanceof StoreRefused && error.cause !== undefined);

/**
 * Opens that store again and again, as it is exchanged. A database that does not answer is waited for, at a start as
 * well; the first time that it does not, `waits` is told why. `settle`: what must be so before anybody uses what was
 * opened. @throws {StoreRefused} for what no waiting mends.
 */
export function storeOpener(
  { settle, ...parts }: Parts & { settle: (store: Store) => Promise<void> },
  waits: (why: Error) => Promise<void>,
): () => Promise<Store> {
  let isTold = false;
  const isDatabase = parts.config.databaseUrl !== undefined;
  return async () => {
    for (;;) {
      try {
        const store = await chooseStore(parts);
        await settle(store).catch(async (error: unknown) => {
          await store.close();
          throw error;
        });
        isTold = true;
        return store;
      } catch (error) {
        if (!isDatabase || !mayPass(error)) throw error;
        if (!isTold) await waits(error as Error);
        isTold = true;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };
}

/** What is done to the whole store that the settings name, whatever keeps it. */
export type WholeStore = {
  isDatabase: boolean;
  dump(): Promise<Dump>;
  /** Lets no process write that the store's own file does not keep out: those on the same database. */
  holdStill(): Promise<HeldStill>;
  /** Of a database: takes its place once it is filled, and every process on it notices. `keepAs`: a schema for what was there. */
  replace(keepAs?: string): Promise<Load>;
};

type Ours = { hourShift: number; secret(): string };
export function wholeStore({ databaseUrl, storeFile, archiveDir }: Chosen, { hourShift, secret }: Ours): WholeStore {
  if (databaseUrl === undefined)
    return {
      isDatabase: false,
      dump: () => dumpFile(storeFile, archiveDir),
      holdStill: async () => ({ check: async () => {}, release: async () => {} }),
      replace: () => Promise.reject(new Error('a file is exchanged while nobody has it open')),
    };
  const options = () => ({ address: readAddress(databaseUrl), name: 'watchfloor copy' });
  return {
    isDatabase: true,
    dump: async () => (await postgres.dump()).dumpPostgres(options(), archiveDir),
    async replace(keepAs) {
      const { replacePostgres } = await postgres.replace();
      return replacePostgres({ url: databaseUrl, node: 'restore', hourShift, secret: secret() }, keepAs);
    },
    holdStill: async () => (await postgres.still()).holdStill(options()),
  };
}

/** A store that is made by copying one into it. */
export type NewStore = {
  /** How it is named to a person: without a password. */
  shown: string;
  isDatabase: boolean;
  load(): Promise<Load>;
  verify(progress: (done: number, of: number) => void): Promise<Verification>;
};

/** `to`: as `DATABASE_URL`, or the path of a file. @throws {StoreRefused} where there is something already. */
export function newStore(to: string, { hourShift, secret }: Pick<Parts, 'hourShift' | 'secret'>): NewStore {
  if (!/^postgres(ql)?:\/\//.test(to)) {
    if (existsSync(to)) throw new StoreRefused(`${to} exists already: it is not written over`);
    if (!existsSync(dirname(to))) throw new StoreRefused(`there is no folder ${dirname(to)}`);
    return {
      shown: to,
      isDatabase: false,
      load: () => loadFile(to, hourShift),
      verify: (progress) => verifyFile(to, progress),
    };
  }
  const called = '--to';
  const given = { url: to, called, node: 'copy', hourShift, secret };
  return {
    shown: readAddress(to, called).shown,
    isDatabase: true,
    load: async () => (await postgres.load()).loadPostgres(given),
    async verify(progress) {
      const { openPostgresStore } = await postgres.open();
      const store = await openPostgresStore(given);
      try {
        return await store.verify(progress);
      } finally {
        await store.close();
      }
    },
  };
}
