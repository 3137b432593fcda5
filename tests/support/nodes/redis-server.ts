import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../network/free-port.ts';

/** A Redis of one test's own, which keeps nothing. */
export type TestRedis = {
  url: string;
  /** It dies at once. */
  kill(): Promise<void>;
  /** It stands still, and goes on. */
  stop(): void;
  go(): void;
  /** Another one on the same port, empty. */
  again(): Promise<void>;
};

export const hasRedis = () => spawnSync('redis-server', ['--version']).status === 0;

export async function startRedis({ password }: { password?: string } = {}): Promise<TestRedis> {
  const port = await freePort();
  let child = await start();

  async function start() {
    const started = spawn(
      'redis-server',
      [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
        ...(password ? ['--requirepass', password] : []),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    started.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    for (let i = 0; i < 200 && !said.includes('Ready to accept connections'); i++) await wait(25);
    if (!said.includes('Ready to accept connections')) throw new Error(`redis-server does not start: ${said}`);
    return started;
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    stop: () => void child.kill('SIGSTOP'),
    go: () => void child.kill('SIGCONT'),
    async again() {
      child = await start();
    },
  };
}
