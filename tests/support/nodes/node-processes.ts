import { randomBytes } from 'node:crypto';
import type { SourceName } from '#data/contract/ids.ts';
import { newToken, tokenDigest } from '#server/access/token.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import type { Store } from '#server/store/store.ts';
import { hasPostgres, makeDatabase } from '../postgres/database.ts';
import { hasRedis, startRedis, type TestRedis } from './redis-server.ts';
import { serverProcess, type Runs, type ServerProcess } from '../server-process.ts';

/** Several nodes as an operator runs them: processes on one database and one Redis. */
export type NodeProcesses = {
  nodes: ServerProcess[];
  redis: TestRedis;
  databaseUrl: string;
  /** The installation's. */
  secret: string;
  /** The store, as one more process has it. */
  store: Store;
  /** Bearer tokens of a source and of an operations wall. */
  source: string;
  wall: string;
  /** A node that is not started yet. */
  another(env?: Record<string, string>, runs?: Runs): Promise<ServerProcess>;
  stop(): Promise<void>;
};

/** Why there can be none here; null: they can. */
export function whyNoNodes(): string | null {
  if (!hasRedis()) return 'several nodes: there is no redis-server';
  return hasPostgres ? null : 'several nodes: no PostgreSQL answers';
}

type Database = Awaited<ReturnType<typeof makeDatabase>>;

/** `env`: what all of them are set to besides; `runs`: the sources, or what was built; `at`: left out, a database of their own. */
export async function startNodes(
  count: number,
  env: Record<string, string> = {},
  runs?: Runs,
  at?: Database,
): Promise<NodeProcesses> {
  const database = at ?? (await makeDatabase());
  const secret = randomBytes(32).toString('hex');
  const redis = await startRedis();
  const store = await openPostgresStore({ url: database.url, node: 'test', hourShift: 0, secret });
  const [source, wall] = [newToken('source'), newToken('view')];
  await store.tokens.add(tokenDigest(source), { kind: 'source', name: 'hotline' as SourceName });
  await store.tokens.add(tokenDigest(wall), { kind: 'view', name: 'test wall', view: 'ops-wall' });

  const all: ServerProcess[] = [];
  const another = async (own: Record<string, string> = {}, ownRuns = runs) => {
    const settings = {
      ...env,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      SECRET: secret,
      NODE_NAME: `node-${all.length + 1}`,
    };
    const made = await serverProcess({ ...settings, ...own }, ownRuns);
    all.push(made);
    return made;
  };
  const nodes: ServerProcess[] = [];
  for (let i = 0; i < count; i++) nodes.push(await another());
  await Promise.all(nodes.map((node) => node.start()));
  return {
    nodes,
    redis,
    databaseUrl: database.url,
    secret,
    store,
    source,
    wall,
    another,
    async stop() {
      await Promise.all(all.map((node) => node.kill()));
      for (const node of all) node.remove();
      await store.close();
      await redis.kill();
      await database.remove();
    },
  };
}
