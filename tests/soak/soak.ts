// npm run soak -- --minutes N --speed 20 [--kills]: the demo city at a busy hour, whatever the time, at a multiple
// of its pace, and one wall, for as long as wanted; ends with 1 when the wall is out of step at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machine } from '../bench/machine.ts';
import { readMetrics } from '../bench/server-metrics.ts';
import { buildPages } from '../support/browser.ts';
import { serverProcess } from '../support/server-process.ts';
import { busyCity } from './busy-city.ts';
import { inStep } from './in-step.ts';
import { readOptions } from './options.ts';
import { collectOutages } from './outages.ts';
import { summary, type Sample } from './summary.ts';
import { openWatchedWall, type WatchedWall } from './watched-wall.ts';

const SAMPLE_MS = 10_000;
const KILL_MS = 120_000;

const { minutes, speed, kills } = readOptions(process.argv.slice(2));
console.log(`${new Date().toISOString()}  ${machine()}`);
console.log(`${minutes} minutes at ${speed}x${kills ? `, kill -9 every ${KILL_MS / 60_000} minutes` : ''}\n`);

const samples: Sample[] = [];
let deaths = 0;

buildPages();
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-soak-'));
const CITY = busyCity(join(folder, 'city'), Date.now());
const server = await serverProcess({ CITY, DEMO: '1', DEMO_SPEED: String(speed) });
await server.start();
const start = Date.now();
const outages = collectOutages(start);
process.exitCode = (await live().finally(remove)) ? 0 : 1;

/** The whole life of the wall; true when it ends in step. */
async function live(): Promise<boolean> {
  const wall = await openWatchedWall(server.url, outages.changed);
  try {
    for (let at = SAMPLE_MS; at <= minutes * 60_000; at += SAMPLE_MS) {
      await sleep(Math.max(0, start + at - Date.now()));
      if (kills && at % KILL_MS === 0) await dieAndLive();
      samples.push(await sample(wall));
      say(samples.at(-1)!);
    }
    const end = await inStep(wall, server);
    console.log(`\n${summary({ samples, outages: outages.all, deaths, end, start })}`);
    return end.is === 'in step';
  } finally {
    await wall.close();
  }
}

async function remove(): Promise<void> {
  await server.stop();
  server.remove();
  rmSync(folder, { recursive: true, force: true });
}

async function dieAndLive(): Promise<void> {
  outages.blame('kill -9');
  await server.kill();
  deaths++;
  await server.start();
}

async function sample(wall: WatchedWall): Promise<Sample> {
  const metrics = await readMetrics(server.url);
  const megabytes = (name: string) => metrics(name) / 2 ** 20;
  return {
    at: Date.now(),
    life: deaths,
    serverRss: megabytes('process_resident_memory_bytes'),
    serverHeap: megabytes('nodejs_heap_size_used_bytes'),
    wallHeap: await wall.heap(),
    truth: await wall.truth(),
  };
}

function say({ at, serverRss, serverHeap, wallHeap, truth }: Sample): void {
  const mb = (value: number) => `${value.toFixed(1)} MB`.padStart(9);
  const when = `${((at - start) / 60_000).toFixed(1)} min`.padStart(9);
  console.log(
    `${when}  server ${mb(serverRss)} rss ${mb(serverHeap)} heap  wall ${mb(wallHeap)} heap  ${truth.link} seq ${truth.seq} map ${truth.map}`,
  );
}
