import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadCityPack } from '#server/city/load.ts';
import { follow, allLive } from '../support/follower.ts';
import { startNodes, type NodeProcesses } from '../support/nodes/node-processes.ts';
import { ask } from '../support/postgres/database.ts';
import { built, buildIfStale } from './built.ts';
import { percentile } from './in-turns.ts';
import { createPatrol } from './patrol.ts';
import { rawWall, type RawWall } from './raw-wall.ts';
import { readMetrics } from './server-metrics.ts';

const CITY = join(import.meta.dirname, '../../data/city/xining');
const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const NODES = 3;
const [FEW_UNITS, MANY_UNITS] = [500, 4500];
const [FEW_WALLS, MANY_WALLS] = [30, 330];
const SECONDS = 12;

/** Seconds of processor so far, by who spent them. */
type Processor = { nodes: number; postgres: number; redis: number };

/** What one thing more costs, ms of processor a second, by who pays. */
export type Cost = Processor;

export type NodeFigures = {
  /** Of a thousand units that each report once a second, and of a thousand walls that show `MANY_UNITS`: of all nodes together. */
  thousandUnits: Cost;
  thousandWalls: Cost;
  /** Of a thousand reports, and bytes of disk of one. */
  thousandReports: Cost;
  bytesAReport: number;
  /** Milliseconds from a report's POST to the board of a screen: on the node that took it in, on another one. */
  ownP99Ms: number;
  otherP99Ms: number;
  nodeBytes: number;
};

/** A simulated city on three nodes, PostgreSQL and Redis, all on this machine: slopes, so that what is the same at any size drops out. */
export async function measureNodes(): Promise<NodeFigures> {
  buildIfStale();
  const city = await startNodes(NODES, { CITY }, built);
  const walls: RawWall[] = [];
  try {
    while (walls.length < MANY_WALLS) {
      const { url } = city.nodes[walls.length % NODES]!;
      walls.push(await rawWall(url, city.wall, () => {}));
    }
    // The most first: what comes later runs on code that is warm, and none is cheaper for being late.
    await costOf(city, MANY_UNITS);
    const wide = await costOf(city, MANY_UNITS);
    for (const wall of walls.splice(FEW_WALLS)) wall.close();
    const many = await costOf(city, MANY_UNITS);
    const few = await costOf(city, FEW_UNITS);
    const reports = await costOfReports(city);
    const ways = await waysOfReports(city);
    const metrics = await readMetrics(city.nodes[0]!.url);
    return {
      thousandUnits: perThousand(few, many, MANY_UNITS - FEW_UNITS),
      thousandWalls: perThousand(many, wide, MANY_WALLS - FEW_WALLS),
      ...reports,
      ...ways,
      nodeBytes: metrics('process_resident_memory_bytes'),
    };
  } finally {
    for (const wall of walls) wall.close();
    await city.stop();
  }
}

/** Of a second in which each of so many units reports; the next second's reports come to the next node. */
async function costOf(city: NodeProcesses, units: number): Promise<Cost> {
  const { reach, bounds } = (await loadCityPack(CITY)).city;
  let turn = 0;
  const patrol = createPatrol({
    units,
    roundMs: 1000,
    reach,
    bounds,

    post: (body) => send(city, turn++ % NODES, 'positions', body).then(() => {}),
  });
  await patrol.run(NODES * 1000);
  const before = await spent(city);
  await patrol.run(SECONDS * 1000);
  return difference(before, await spent(city), SECONDS);
}

async function costOfReports(city: NodeProcesses): Promise<Pick<NodeFigures, 'thousandReports' | 'bytesAReport'>> {
  const count = 3000;
  const size = await diskBytes(city);
  const before = await spent(city);
  for (let i = 0; i < count; i += 50 * NODES)
    await Promise.all(
      Array.from({ length: NODES }, (_, node) => {
        const batch = Array.from({ length: 50 }, (_, j) => reportOf(`many-${i + node * 50 + j}`));
        return send(city, node, 'incidents', JSON.stringify(batch));
      }),
    );
  const cost = difference(before, await spent(city), count / 1000);
  return { thousandReports: cost, bytesAReport: ((await diskBytes(city)) - size) / count };
}

async function diskBytes({ databaseUrl }: NodeProcesses): Promise<number> {
  const [row] = await ask<{ bytes: string }>(databaseUrl, 'SELECT pg_database_size(current_database()) AS bytes');
  return Number(row!.bytes);
}

/** One report after the other at the first node; a real client follows there, another one at the second node. */
async function waysOfReports(city: NodeProcesses): Promise<Pick<NodeFigures, 'ownP99Ms' | 'otherP99Ms'>> {
  const [own, other] = city.nodes.slice(0, 2).map(({ url }) => follow(url, city.wall)) as [Screen, Screen];
  await allLive([own, other], city.nodes[0]!.url, city.wall);
  const took: [number[], number[]] = [[], []];
  for (let i = 0; i < 200; i++) {
    const begun = performance.now();
    const posted = send(city, 0, 'incidents', JSON.stringify(reportOf(`way-${i}`)));
    const { id } = JSON.parse(await posted) as { id: string };
    await Promise.all(
      [own, other].map(async (screen, which) => {
        while (!screen.board.incidents.has(id as never)) await sleep(1);
        took[which]!.push(performance.now() - begun);
      }),
    );
  }
  own.stop();
  other.stop();
  return { ownP99Ms: percentile(took[0], 0.99), otherP99Ms: percentile(took[1], 0.99) };
}
type Screen = ReturnType<typeof follow>;

async function spent(city: NodeProcesses): Promise<Processor> {
  const nodes = await Promise.all(
    city.nodes.map(async ({ url }) => (await readMetrics(url))('process_cpu_seconds_total')),
  );
  return {
    nodes: nodes.reduce((sum, one) => sum + one, 0),
    // Its backends for this database, and not what all databases share: the writing of its log, checkpoints.
    postgres: ofCommand(new URL(city.databaseUrl).pathname.slice(1)),
    redis: ofCommand(`redis-server 127.0.0.1:${new URL(city.redis.url).port}`),
  };
}

/** Processor seconds of all processes that say so of themselves. */
function ofCommand(text: string): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(text)) continue;
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11);
      ticks += Number(user) + Number(system);
    } catch {
      // It ended while we looked.
    }
  }
  return ticks / TICKS_A_SECOND;
}

/** Milliseconds of processor for one of `count`. */
const difference = (before: Processor, after: Processor, count: number): Cost => ({
  nodes: ((after.nodes - before.nodes) * 1000) / count,
  postgres: ((after.postgres - before.postgres) * 1000) / count,
  redis: ((after.redis - before.redis) * 1000) / count,
});

const perThousand = (few: Cost, many: Cost, more: number): Cost => ({
  nodes: ((many.nodes - few.nodes) * 1000) / more,
  postgres: ((many.postgres - few.postgres) * 1000) / more,
  redis: ((many.redis - few.redis) * 1000) / more,
});

const reportOf = (sourceRef: string) => ({ source: 'hotline', sourceRef, category: 'public-security/theft' });

async function send(city: NodeProcesses, node: number, what: 'incidents' | 'positions', body: string): Promise<string> {
  const headers = { authorization: `Bearer ${city.source}`, 'content-type': 'application/json' };
  const answer = await fetch(`${city.nodes[node]!.url}/api/v1/${what}`, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`);
  return text;
}
