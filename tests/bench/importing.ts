import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '#data/kit/random.ts';
import { loadCityPack } from '#server/city/load.ts';
import { reachServer } from '#server/cli/reach.ts';
import { socketAddress } from '#server/cli/socket-address.ts';
import { IncidentMapping } from '#server/import/mapping.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';
import { buildIfStale, built } from './built.ts';
import { percentile } from './in-turns.ts';
import { readMetrics } from './server-metrics.ts';

const CITY = join(import.meta.dirname, '../../data/city/xining');
const CALM_MS = 5000;
const EVERY_MS = 50;

export type ImportFigures = {
  rowsPerSecond: number;
  /** Rows for each second of processor that the server took meanwhile, live reports included. */
  rowsPerCpuSecond: number;
  /** Of the server, bytes: before, and the most that was seen meanwhile. */
  restBytes: number;
  highestBytes: number;
  /** From a report's POST to its answer, without an import and meanwhile. */
  calmP99Ms: number;
  p50Ms: number;
  p99Ms: number;
};

/** G19: a CSV file by the command line's way into the real server, beside one report every 50 ms. */
export async function measureServerImport({ rows = 100_000 } = {}): Promise<ImportFigures> {
  buildIfStale();
  const server = await serverProcess({ CITY, DEMO: '0' }, built);
  try {
    await server.start();
    const file = join(server.folder, 'cases.csv');
    writeFileSync(file, await casesOf(rows));
    const calm = await beside(server, () => sleep(CALM_MS));
    const before = await readMetrics(server.url);
    let isOver = false;
    const watch = async () => {
      let highest = 0;
      while (!isOver) {
        highest = Math.max(highest, (await readMetrics(server.url))('process_resident_memory_bytes'));
        await sleep(1000);
      }
      return highest;
    };
    const watching = watch();
    const start = performance.now();
    const waits = await beside(server, () => importInto(server, file, rows));
    const seconds = (performance.now() - start) / 1000;
    isOver = true;
    const highestBytes = await watching;
    const cpu = 'process_cpu_seconds_total';
    return {
      rowsPerSecond: rows / seconds,
      rowsPerCpuSecond: rows / ((await readMetrics(server.url))(cpu) - before(cpu)),
      restBytes: before('process_resident_memory_bytes'),
      highestBytes,
      calmP99Ms: percentile(calm, 0.99),
      p50Ms: percentile(waits, 0.5),
      p99Ms: percentile(waits, 0.99),
    };
  } finally {
    await server.stop();
    server.remove();
  }
}

async function importInto(server: ServerProcess, file: string, rows: number): Promise<void> {
  const ask = await reachServer(socketAddress(join(server.folder, 'control.sock')));
  const under = { progress: () => {}, signal: new AbortController().signal };
  const done = await ask!('import', { file, mapping, dryRun: false }, under);
  const { report } = (done.ok ? done.value : {}) as { report?: { taken: number } };
  if (report?.taken !== rows) throw new Error(`the import took ${report?.taken} of ${rows}: ${JSON.stringify(done)}`);
}

/** Milliseconds that each report took which was sent while `work` was under way, one every 50 ms. */
async function beside(server: ServerProcess, work: () => Promise<void>): Promise<number[]> {
  const posts: Promise<number>[] = [];
  const headers = { authorization: `Bearer ${server.source}`, 'content-type': 'application/json' };
  const report = async (sourceRef: string) => {
    const begun = performance.now();
    const body = JSON.stringify({ source: 'hotline', sourceRef, category: 'public-security/theft' });
    const answer = await fetch(`${server.url}/api/v1/incidents`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    if (answer.status !== 201) throw new Error(`a report was answered with ${answer.status}`);
    return performance.now() - begun;
  };
  const name = `${Date.now()}`;
  const reporting = setInterval(() => void posts.push(report(`${name}-${posts.length}`)), EVERY_MS);
  await work().finally(() => clearInterval(reporting));
  return Promise.all(posts);
}

const mapping = IncidentMapping.parse({
  source: 'old-system',
  key: ['id'],
  when: { columns: 'when', format: 'yyyy-MM-dd HH:mm' },
  where: { lon: 'lon', lat: 'lat' },
  category: {
    column: 'kind',
    exact: { theft: 'public-security/theft', burglary: 'public-security/burglary' },
    default: 'public-security/disturbance',
  },
});

/** Two years of cases as a city publishes them, with columns that nobody asks for. */
async function casesOf(rows: number): Promise<string> {
  const [west, south, east, north] = (await loadCityPack(CITY)).city.bounds;
  const random = seededRandom('cases');
  const kinds = ['theft', 'burglary', 'noise', 'quarrel', 'graffiti'];
  const lines = Array.from({ length: rows }, (_, i) => {
    const when = new Date(Date.UTC(2023, 0, 1) + (i / rows) * 2 * 365 * 86_400_000).toISOString();
    const [lon, lat] = [west + random() * (east - west), south + random() * (north - south)];
    const kind = kinds[Math.floor(random() * kinds.length)]!;
    const rest = `"${i} Long Street, block ${i % 90}",beat ${i % 300},officer on duty,closed without further action`;
    return `C${i},${when.slice(0, 10)} ${when.slice(11, 16)},${lon.toFixed(6)},${lat.toFixed(6)},${kind},${rest}`;
  });
  return ['id,when,lon,lat,kind,address,beat,by,outcome', ...lines].join('\n');
}
