import type { Config } from './config.ts';
import { openPostgresStore } from './store/postgres/open.ts';
import { loadFile } from './store/sqlite/carry/carry-file.ts';
import { openSqliteStore } from './store/sqlite/open.ts';
import type { Store } from './store/store.ts';

type Parts = {
  config: Pick<Config, 'databaseUrl' | 'storeFile'>;
  /** What people call this process. */
  node: string;
  /** Milliseconds that the city's hours are shifted against whole hours of UTC. */
  hourShift: number;
  secret: string;
  trouble: (what: string, error: unknown) => void;
  /** The log is another one by now: whoever has read it must open the store again. */
  otherLog: () => void;
};

/** The store that the settings name. @throws {StoreRefused} when it must not be opened. */
export function chooseStore({ config, node, hourShift, secret, trouble, otherLog }: Parts): Promise<Store> {
  const { databaseUrl: url, storeFile: file } = config;
  if (url === undefined) return openSqliteStore({ file, hourShift, trouble });
  const newCopy = (to: string) => loadFile(to, hourShift);
  return openPostgresStore({ url, node, hourShift, secret, trouble, otherLog, newCopy });
}
