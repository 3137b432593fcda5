import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SourceName } from '#data/contract/ids.ts';
import { newToken, tokenDigest } from '#server/access/token.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { bareEnv } from './bare-env.ts';
import { freePort } from './network/free-port.ts';

const root = resolve(import.meta.dirname, '../..');

export type ServerProcess = {
  url: string;
  folder: string;
  /** Bearer token of a registered source called `hotline`. */
  source: string;
  /** Bearer token of an operations wall. */
  wall: string;
  start(): Promise<void>;
  /** Of the process that was started last. */
  pid(): number;
  /** kill -9: no chance to say goodbye. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit status. */
  stop(): Promise<number | null>;
  remove(): void;
};

/** What is run, of the top of the checkout, and with which flags of Node. */
export type Runs = { script: string; flags?: readonly string[] };

/** A server of its own process, port and folder, as an operator runs it. `runs`: the sources, or what was built. */
export async function serverProcess(
  env: Record<string, string> = {},
  runs: Runs = { script: 'server/main.ts' },
): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-process-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [source, wall] = await addTokens(folder, env);
  let child: ChildProcess | undefined;

  const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exit = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await exit)[0];
  };

  return {
    url,
    folder,
    source,
    wall,
    async start() {
      const settings = {
        ...bareEnv(),
        DATA_DIR: folder,
        PORT: String(port),
        LOG_LEVEL: 'error',
        ...env,
      };
      child = spawn(process.execPath, [...(runs.flags ?? []), runs.script], {
        cwd: root,
        env: settings,
        stdio: ['ignore', 'inherit', 'ignore'],
      });
      await untilReady(url, child);
    },
    pid: () => child!.pid!,
    kill: async () => void (await ended('SIGKILL')),
    stop: () => ended('SIGTERM'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function addTokens(folder: string, env: Record<string, string>): Promise<[source: string, wall: string]> {
  const { DATABASE_URL: url, SECRET: secret = '' } = env;
  const store = await (url === undefined
    ? openSqliteStore({ file: join(folder, 'watchfloor.db'), hourShift: 0 })
    : openPostgresStore({ url, node: 'test', hourShift: 0, secret }));
  const [source, wall] = [newToken('source'), newToken('view')];
  await store.tokens.add(tokenDigest(source), { kind: 'source', name: 'hotline' as SourceName });
  await store.tokens.add(tokenDigest(wall), { kind: 'view', name: 'test wall', view: 'ops-wall' });
  await store.close();
  return [source, wall];
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the server was not ready within a minute');
}
