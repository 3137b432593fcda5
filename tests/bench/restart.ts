import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { follow, type TestFollower } from '../support/follower.ts';
import { serverProcess } from '../support/server-process.ts';
import { built, buildIfStale } from './built.ts';
import { readMetrics } from './server-metrics.ts';

const CITY = join(import.meta.dirname, '../../data/city/xining');
const WALLS = 500;
const REPORTS = 300;
/** So many begin at once, so that this process, which is all the walls, keeps up. */
const AT_ONCE = 50;

export type RestartFigures = {
  walls: number;
  /** From the start of the process anew until it says that it is ready, and until every wall is live at its head. */
  readyMs: number;
  liveMs: number;
  /** The longest that the server's event loop stood still while they came. */
  loopMs: number;
};

/** A built server with 500 walls is killed (kill -9) and started anew. `env`: which store, as settings. */
export async function measureRestart(env: Record<string, string>): Promise<RestartFigures> {
  buildIfStale();
  const server = await serverProcess({ CITY, DEMO: '0', ...env }, built);
  const walls: TestFollower[] = [];
  try {
    await server.start();
    await report(server);
    while (walls.length < WALLS) {
      for (let i = 0; i < AT_ONCE; i++) walls.push(follow(server.url, server.wall));
      await live(walls, server);
    }
    await server.kill();
    const begun = performance.now();
    await server.start();
    const readyMs = performance.now() - begun;
    await readMetrics(server.url);
    await live(walls, server);
    const liveMs = performance.now() - begun;
    const loopMs = (await readMetrics(server.url))('watchfloor_event_loop_delay_seconds') * 1000;
    return { walls: walls.length, readyMs, liveMs, loopMs };
  } finally {
    for (const wall of walls) wall.stop();
    await server.kill();
    server.remove();
  }
}

type Server = { url: string; source: string; wall: string };

async function report({ url, source }: Server): Promise<void> {
  const body = Array.from({ length: REPORTS }, (_, i) => {
    return { source: 'hotline', sourceRef: `restart-${i}`, category: 'public-security/theft' };
  });
  const headers = { authorization: `Bearer ${source}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/v1/incidents`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`reports: ${answer.status} ${await answer.text()}`);
}

async function live(walls: readonly TestFollower[], { url, wall }: Server): Promise<void> {
  const answer = await fetch(`${url}/api/v1/state-hash`, { headers: { authorization: `Bearer ${wall}` } });
  const { seq } = (await answer.json()) as { seq: number };
  const isLive = ({ state }: TestFollower) => state.link === 'live' && (state.place?.seq ?? 0) >= seq;
  for (const until = performance.now() + 60_000; !walls.every(isLive); await sleep(10))
    if (performance.now() > until) throw new Error(`${walls.filter(isLive).length} of ${walls.length} live in 60 s`);
}
