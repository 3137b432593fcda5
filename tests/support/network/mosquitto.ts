import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** A Mosquitto of one test's own. */
export type TestBroker = {
  url: string;
  port: number;
  /** Publishes with mosquitto_pub, as a device does; resolves with its exit status once the broker has acknowledged. */
  publish(topic: string, payload: string | Buffer, more?: readonly string[]): Promise<number | null>;
  /** It dies at once; what it held in memory is gone. */
  kill(): Promise<void>;
  /** It ends, and writes down what its lasting sessions wait for. */
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
};

const succeeds = (program: string, argument: string) => spawnSync(program, [argument]).error === undefined;
export const hasMosquitto = succeeds('mosquitto', '-h') && succeeds('mosquitto_pub', '--help');

/** `config`: lines beside those that name the port and the folder. `files`: what they name, by file name; `%` stands for the folder. */
export async function startBroker({
  config = 'allow_anonymous true',
  files = {},
}: { config?: string; files?: Record<string, string> } = {}): Promise<TestBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-broker-'));
  // The broker gives up the rights of root where it has them.
  chmodSync(folder, 0o777);
  const port = await freePort();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o644 });
  const file = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'persistence true',
    `persistence_location ${folder}/`,
    'max_queued_messages 0',
    'set_tcp_nodelay true',
    config.replaceAll('%', folder),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = spawn('mosquitto', ['-c', file], { stdio: 'ignore' });
    for (let i = 0; i < 200; i++) {
      if (await answers(port)) return;
      if (child.exitCode !== null) break;
      await wait(25);
    }
    throw new Error(`mosquitto does not start: ${child.exitCode}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  await start();
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    async publish(topic, payload, more = []) {
      const pub = spawn('mosquitto_pub', ['-p', String(port), '-q', '1', '-t', topic, '-s', ...more], {
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      pub.stdin.on('error', () => {});
      pub.stdin.end(payload);
      const [code] = (await once(pub, 'exit')) as [number | null];
      return code;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
    async remove() {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
