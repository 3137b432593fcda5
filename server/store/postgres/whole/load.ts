import { randomBytes } from 'node:crypto';
import type { Load } from '../../carry.ts';
import { keySumText, NO_KEYS, withKey } from '../../key-sum.ts';
import { shortHash } from '../../rows/chain.ts';
import type { RegisterChange } from '../../rows/register-change.ts';
import type { TokenGrant } from '../../store.ts';
import { endLine, openLine } from '../connect/line.ts';
import { createPool } from '../connect/pool.ts';
import { toldError } from '../connect/trouble.ts';
import { openDatabase, type DatabaseOptions } from '../opening/open-database.ts';
import { DROP_ALL, fillAlone } from '../opening/open-schema.ts';
import { createFactCache } from '../read/fact-cache.ts';
import { insert } from '../letters.ts';
import { createTracks } from '../tracks.ts';
import { openWords } from '../words.ts';
import { readEntry, type Request } from '../write/request.ts';
import { transact } from '../write/transaction.ts';

/**
 * Fills an empty database (or schema of one). Until `done` no process opens it.
 * @throws {StoreRefused} where there is anything already.
 */
export async function loadPostgres(given: DatabaseOptions): Promise<Load> {
  const { options, installation, epoch } = await openDatabase({ ...given, fill: true });
  const pool = createPool(options);
  const line = await openLine({ ...options, pipeline: true });
  await fillAlone(line, epoch);
  // What is here is nothing until the last commit, which waits for all before it.
  await line.query('SET synchronous_commit = off; SET statement_timeout = 0');
  const words = await openWords(pool);
  const tracks = createTracks(pool, words);
  const facts = createFactCache();
  let told = { seq: 0, hash: shortHash(Buffer.alloc(32)) as string };
  let hash: Buffer = Buffer.alloc(32);
  let sum = NO_KEYS;

  async function ask(requests: readonly Request[]): Promise<void> {
    const parts = { line, words, facts, bell: `filling_${randomBytes(4).toString('hex')}`, epoch };
    const { decided } = await transact(requests, { ...parts, told: () => told, committing: () => {} });
    hash = decided.head.hash;
    told = { seq: decided.head.seq, hash: shortHash(hash) };
  }

  async function tried<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await line.query('ROLLBACK').catch(() => {});
      throw toldError(error);
    }
  }

  async function letGo(): Promise<void> {
    endLine(line);
    await pool.close();
  }

  return {
    facts: (all) => tried(() => ask([{ do: 'append', entries: all.map(({ body }) => readEntry({ facts: [body] })) }])),
    keys: (all) =>
      tried(async () => {
        const values = [all.map(({ key }) => key), all.map(({ first }) => first)];
        await line.query('INSERT INTO entry_key (key, first) SELECT * FROM unnest($1::text[], $2::bigint[])', values);
        for (const { key, first } of all) sum = withKey(sum, key, first);
      }),
    things: (all) =>
      tried(() =>
        ask(
          all.map(({ drawer, id, body }) => {
            const change: RegisterChange =
              drawer === 'token'
                ? { do: 'add-token', sha256: id, grant: JSON.parse(String(body)) as TokenGrant }
                : { do: 'put', drawer, id, body };
            return { do: 'change', change };
          }),
        ),
      ),
    letters: (all) =>
      tried(async () => {
        for (const letter of all) await insert(line, letter);
      }),
    tracks: async (fixes) => void (await tracks.keep(fixes)),
    end: async () => ({ seq: told.seq, hash: hash.toString('hex') }),
    async done() {
      await tried(async () => {
        await line.query('SET synchronous_commit = on');
        await line.query('ANALYZE');
        const [count, digest] = keySumText(sum).split(' ');
        await line.query('UPDATE head SET keys_count = $1, keys_sum = $2, installation = $3', [
          count,
          digest,
          installation,
        ]);
      });
      await letGo();
    },
    async giveUp() {
      await line.query(DROP_ALL).catch(() => {});
      await letGo();
    },
  };
}
