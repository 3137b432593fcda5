import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';
import { buildIfStale, built } from './built.ts';

/** A moment of a start: seconds since the process was spawned, its processor time until then, and what it holds. */
export type Moment = { at: string; seconds: number; cpu: number; megabytes: number };

/** How long after its start a server rests, ms: what only the start needed is given back by then. */
const RESTS_MS = 8000;
const LOOK_MS = 50;
const TICKS_PER_SECOND = 100;

/** An empty store without the demo; then the demo's first start, and its second. */
export async function measureDemoStart(): Promise<Moment[]> {
  buildIfStale();
  const plain = await serverProcess({ DEMO: '0' }, built);
  const demo = await serverProcess({ DEMO: '1' }, built);
  try {
    return [
      ...(await momentsOf(plain, 'empty store')),
      ...(await momentsOf(demo, 'first demo start')),
      ...(await momentsOf(demo, 'second demo start')),
    ];
  } finally {
    for (const server of [plain, demo]) {
      await server.kill();
      server.remove();
    }
  }
}

async function momentsOf(server: ServerProcess, what: string): Promise<Moment[]> {
  const spawned = performance.now();
  await server.start();
  const ready = momentAt(server, `${what}: ready`, spawned);
  while (await isFilling(server)) await setTimeout(LOOK_MS);
  const whole = momentAt(server, `${what}: history whole`, spawned);
  await setTimeout(RESTS_MS);
  const rest = momentAt(server, `${what}: at rest`, spawned);
  await server.stop();
  return what === 'first demo start' ? [ready, whole, rest] : [ready, rest];
}

/** From the kernel: a process's own figures begin when it first asks for them. */
function momentAt({ pid }: ServerProcess, at: string, spawned: number): Moment {
  const seconds = (performance.now() - spawned) / 1000;
  const told = (name: string) => readFileSync(`/proc/${pid()}/${name}`, 'utf8');
  const [user, system] = told('stat').split(') ')[1]!.split(' ').slice(11, 13).map(Number);
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(told('status'))![1]);
  return { at, seconds, cpu: (user! + system!) / TICKS_PER_SECOND, megabytes: kilobytes / 1000 };
}

async function isFilling({ url }: ServerProcess): Promise<boolean> {
  return 'filling' in ((await (await fetch(`${url}/readyz`)).json()) as object);
}
