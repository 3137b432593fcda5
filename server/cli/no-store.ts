import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { StoreRefused } from '../store/store.ts';

/** Said where a command finds none: it makes none, since it may only have looked in the wrong place. */
export const noStore = (where: string) =>
  `there is no store in ${where}: DATA_DIR, DATABASE_URL and SECRET_FILE must be those of the service, whose first start makes the store`;

/** The settings name what a server has made. Touches nothing. @throws {StoreRefused} with one line. */
export function mustHaveStarted({ databaseUrl, dataDir, storeFile, given }: Config): void {
  if (databaseUrl === undefined) {
    if (!existsSync(storeFile)) throw new StoreRefused(noStore(dataDir));
    return;
  }
  const isGiven = given.secret !== undefined || given.secretFile !== undefined;
  if (!isGiven && !existsSync(join(dataDir, 'secret')))
    throw new StoreRefused(
      `there is no secret in ${dataDir}: DATA_DIR, SECRET_FILE or SECRET must be those of the service`,
    );
}
