import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { dialSocket } from '#client/feed/dial-socket.ts';
import { snapshotFetcher } from '#client/feed/fetch-snapshot.ts';
import { startLink } from '#client/feed/link.ts';
import { UNKNOWN } from '#data/contract/positions-frame.ts';
import { createPositionsReader } from '#data/contract/positions-reader.ts';
import type { Stop } from '#data/kit/clock.ts';
import { loadCityPack } from '#server/city/load.ts';
import { realClock } from '#server/real-clock.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';
import { buildIfStale, built } from './built.ts';
import { percentile } from './in-turns.ts';
import { createPatrol, type Patrol } from './patrol.ts';
import { rawWall, type RawWall } from './raw-wall.ts';
import { readMetrics } from './server-metrics.ts';

const CITY = join(import.meta.dirname, '../../data/city/xining');
const WARM_UP_MS = 2000;

export type LaneFigures = {
  /** Milliseconds from the start of a POST to the decoding of what it brought. */
  p50Ms: number;
  p99Ms: number;
  samples: number;
  /** Of one core, all threads of the server. */
  serverCpu: number;
  /** What was really posted. */
  positionsPerSecond: number;
  /** Of the server, bytes, at the end. */
  residentBytes: number;
};

type Load = { walls: number; positionsPerSecond: number; roundMs?: number };

/**
 * G4: positions from their POST to the planes of every wall, durably, through the real server as a
 * process of its own. A position that was overtaken within a tick counts as seen with its successor.
 */
export function measurePositions({ walls = 50, positionsPerSecond = 20_000, seconds = 15 } = {}): Promise<LaneFigures> {
  return withServer({ walls, positionsPerSecond }, async (_server, patrol, onDecoded) => {
    const took: number[] = [];
    onDecoded((begun) => took.push(performance.now() - begun));
    await patrol.run(seconds * 1000);
    return took;
  });
}

/** G5: incidents from their POST to the board of a following client, while positions flow. */
export function measureIncidents({
  walls = 50,
  positionsPerSecond = 10_000,
  seconds = 20,
  everyMs = 100,
} = {}): Promise<LaneFigures> {
  return withServer({ walls, positionsPerSecond }, async (server, patrol) => {
    const seen = new Map<string, number>();
    const posts: Promise<{ id: string; at: number }>[] = [];
    const stop = await followIncidents(server, (id) => void seen.set(id, performance.now()));
    const report = async (sourceRef: string, at: number) => {
      const { id } = JSON.parse(await post(server, 'incidents', JSON.stringify(reportOf(sourceRef))));
      return { id: id as string, at };
    };
    const reporting = setInterval(() => void posts.push(report(`bench-${posts.length}`, performance.now())), everyMs);
    await patrol.run(seconds * 1000);
    clearInterval(reporting);
    const posted = await Promise.all(posts);
    stop();
    const took = posted.flatMap(({ id, at }) => (seen.has(id) ? [seen.get(id)! - at] : []));
    if (took.length < posted.length * 0.95)
      throw new Error(`only ${took.length} of ${posted.length} incidents were seen`);
    return took;
  });
}

/** What the server holds while each of `units` reports once a second to `walls`: bytes at the end. */
export async function measureMemory({ walls = 50, units = 10_000, seconds = 20 } = {}): Promise<number> {
  const load = { walls, positionsPerSecond: units, roundMs: 1000 };
  const { residentBytes } = await withServer(load, async (_server, patrol) => {
    await patrol.run(seconds * 1000);
    return [0];
  });
  return residentBytes;
}

type Work = (
  server: ServerProcess,
  patrol: Patrol,
  onDecoded: (receive: (begun: number) => void) => void,
) => Promise<number[]>;

async function withServer({ walls: of, positionsPerSecond, roundMs = 100 }: Load, work: Work): Promise<LaneFigures> {
  buildIfStale();
  const server = await serverProcess({ CITY, DEMO: '0' }, built);
  await server.start();
  try {
    const { reach, bounds } = (await loadCityPack(CITY)).city;
    const patrol = createPatrol({
      units: Math.round((positionsPerSecond * roundMs) / 1000),
      roundMs,
      reach,
      bounds,
      post: (body) => post(server, 'positions', body).then(() => {}),
    });
    await patrol.post();
    let receive = (_begun: number) => {};
    const decoded = (begun: number) => receive(begun);
    const walls = await Promise.all(Array.from({ length: of }, () => decodingWall(server, patrol, decoded)));
    await patrol.run(WARM_UP_MS);
    const metrics = () => readMetrics(server.url);
    const cpu = 'process_cpu_seconds_total';
    const before = { at: performance.now(), sent: patrol.sent, cpu: (await metrics())(cpu) };
    const took = await work(server, patrol, (run) => (receive = run));
    const seconds = (performance.now() - before.at) / 1000;
    const after = await metrics();
    for (const wall of walls) wall.close();
    return {
      p50Ms: percentile(took, 0.5),
      p99Ms: percentile(took, 0.99),
      samples: took.length,
      serverCpu: (after(cpu) - before.cpu) / seconds,
      residentBytes: after('process_resident_memory_bytes'),
      positionsPerSecond: (patrol.sent - before.sent) / seconds,
    };
  } finally {
    await server.kill();
    server.remove();
  }
}

/** Decodes every frame as a wall does, and tells when the posting began of what it now has. */
function decodingWall(server: ServerProcess, patrol: Patrol, decoded: (begun: number) => void): Promise<RawWall> {
  const reader = createPositionsReader();
  let upTo: number | null = null;
  return rawWall(server.url, server.wall, (frame) => {
    reader.read(frame);
    const x = reader.planes.x[0] ?? UNKNOWN;
    if (x === UNKNOWN) return;
    const round = patrol.roundAt(x);
    if (upTo !== null) patrol.begunBetween(upTo, round).forEach(decoded);
    upTo = round;
  });
}

/** Calls `seen` with every incident that is new on the board of a real client; resolves once it is live. */
function followIncidents({ url, wall: token }: ServerProcess, seen: (id: string) => void): Promise<Stop> {
  const known = new Set<string>();
  return new Promise((live) => {
    const stop = startLink({
      dial: dialSocket({ origin: url, token, build: '999' }),
      fetchSnapshot: snapshotFetcher({ origin: url, token }),
      clock: realClock,
      random: Math.random,
      build: '999',
      reload: () => {},
      onChange({ link, board }) {
        if (link === 'live') live(() => stop());
        for (const id of board?.incidents.keys() ?? []) {
          if (known.has(id)) continue;
          known.add(id);
          seen(id);
        }
      },
      onPositions: () => {},
    });
  });
}

const reportOf = (sourceRef: string) => ({
  source: 'hotline',
  sourceRef,
  category: 'public-security/theft',
  location: { type: 'Point', coordinates: [101.7778, 36.6171] },
});

async function post(server: ServerProcess, what: 'incidents' | 'positions', body: string): Promise<string> {
  const headers = { authorization: `Bearer ${server.source}`, 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}/api/v1/${what}`, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`);
  return text;
}
