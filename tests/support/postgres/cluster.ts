import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../network/free-port.ts';

/** PostgreSQL's own programs, of whichever version is there. */
const BIN = [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`).find(existsSync);
/** Servers of the tests' own need an account that is not root, and somebody who may become it. */
export const canMakeClusters = BIN !== undefined && process.getuid?.() === 0;

/** A database server of the test's own, to be killed. */
export type Cluster = {
  url: string;
  port: number;
  restart(how: 'fast' | 'immediate'): void;
  stop(how: 'fast' | 'immediate'): void;
  start(): void;
  /** kill -9 of its first process. */
  kill(): void;
  /** Starts it after that, as soon as what is left of it has gone, while this process goes on. */
  again(): Promise<void>;
  /** A server that follows this one. */
  follow(): Promise<Cluster>;
  /** Of one that follows: it takes things in from now on. */
  promote(): void;
  remove(): void;
};

const commandOf = (program: string, args: string[]) => ['-u', 'postgres', '--', join(BIN!, program), ...args];
const asPostgres = (program: string, ...args: string[]) =>
  execFileSync('runuser', commandOf(program, args), { stdio: 'pipe', cwd: '/' });

/** Until the processes of a server that was killed have noticed it, none can be started in its place. */
const AGAIN_TRIES = 40;

export async function makeCluster(): Promise<Cluster> {
  const folder = newFolder();
  asPostgres('initdb', '-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-instructions', '--no-sync');
  return clusterIn(folder);
}

function newFolder(): string {
  const outer = mkdtempSync(join(tmpdir(), 'watchfloor-cluster-'));
  execFileSync('chown', ['postgres', outer]);
  chmodSync(outer, 0o755);
  return join(outer, 'data');
}

async function clusterIn(folder: string): Promise<Cluster> {
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=100`;
  const log = join(folder, '..', 'log');
  const control = (...args: string[]) => void asPostgres('pg_ctl', '-D', folder, '-w', '-s', '-l', log, ...args);
  const start = () => control('-o', options, 'start');
  start();
  async function again(tries = AGAIN_TRIES): Promise<void> {
    const args = ['-D', folder, '-w', '-s', '-l', log, '-o', options, 'start'];
    try {
      await promisify(execFile)('runuser', commandOf('pg_ctl', args), { cwd: '/' });
    } catch (error) {
      if (tries === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
      await again(tries - 1);
    }
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    start,
    kill: () =>
      void process.kill(Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL'),
    again,
    stop: (how) => control('-m', how, 'stop'),
    restart: (how) => control('-o', options, '-m', how, 'restart'),
    promote: () => control('promote'),
    async follow() {
      const other = newFolder();
      asPostgres(
        'pg_basebackup',
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        '-U',
        'postgres',
        '-D',
        other,
        '-R',
        '-c',
        'fast',
        '-N',
      );
      return clusterIn(other);
    },
    remove() {
      try {
        control('-m', 'immediate', 'stop');
      } catch {
        // It is down already.
      }
      rmSync(join(folder, '..'), { recursive: true, force: true });
    },
  };
}
