import type { HeldStill } from '../held-still.ts';
import { StoreUnavailable } from '../store.ts';
import { endLine, openLine, type LineOptions } from './connect/line.ts';
import { toldError } from './connect/trouble.ts';

/** Held shared by every transaction that keeps something, alone by whoever needs that nothing is kept. */
const LOCK = "hashtext('watchfloor still ' || current_schema())";

/** Whether something may be kept until this transaction ends. */
export const MAY_KEEP = `pg_try_advisory_xact_lock_shared(${LOCK})`;

/** What is under way may take so long, ms. */
const PATIENCE_MS = 15_000;

/** Keeps every process from writing. It is the server that lets go, also when this process dies. @throws {StoreUnavailable} */
export async function holdStill(options: LineOptions): Promise<HeldStill> {
  const line = await openLine({ ...options, name: `${options.name} still` });
  try {
    await line.query(`SET lock_timeout = ${PATIENCE_MS}`);
    await line.query(`SELECT pg_advisory_lock(${LOCK})`);
  } catch (error) {
    endLine(line);
    throw toldError(error);
  }
  return {
    async check() {
      await line.query('SELECT 1').catch((error: unknown) => {
        throw new StoreUnavailable('the database was lost, and with it that nobody writes', { cause: error });
      });
    },
    async release() {
      // Whoever writes next must not find that the server has not noticed yet.
      await line.query(`SELECT pg_advisory_unlock(${LOCK})`).catch(() => {});
      endLine(line);
    },
  };
}
