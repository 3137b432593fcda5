import { isAscii } from 'node:buffer';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCityPack } from '#server/city/load.ts';
import { bareEnv } from '../support/bare-env.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';

const root = resolve(import.meta.dirname, '../..');
const CITY = join(root, 'tests/fixtures/packs/port-alder');
const pack = await loadCityPack(CITY);
const place = pack.cells[0]!.anchor;
/** Pages and server may have to be built first. */
const LONG = 300_000;

let built: ServerProcess;
beforeAll(async () => {
  execFileSync(process.execPath, ['client/build-if-stale.ts'], { cwd: root, stdio: 'ignore' });
  built = await serverProcess({ CITY, DEMO: '0' }, { script: 'dist-server/main.js' });
  await built.start();
}, LONG);
afterAll(async () => {
  await built.kill();
  built.remove();
});

/** The command line, beside the running server. */
function watchfloor(...args: string[]): string {
  const env = { ...bareEnv(), CITY, DATA_DIR: built.folder };
  const { stdout } = spawnSync(process.execPath, [join(root, 'server/cli/watchfloor.ts'), ...args], {
    cwd: built.folder,
    env,
  });
  return stdout.toString();
}

test('the built server takes a report in, and each of its threads answers', { timeout: LONG }, async () => {
  const report = {
    source: 'hotline',
    sourceRef: 'built-1',
    category: 'crime/theft',
    title: 'A bicycle',
    location: { type: 'Point', coordinates: place },
  };
  const tell = () =>
    fetch(`${built.url}/api/v1/incidents`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${built.source}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(report),
    });
  const first = await tell();
  expect(first.status).toBe(201);
  // What is told again is looked up.
  const again = await tell();
  expect([again.status, await again.json()]).toEqual([200, await first.json()]);

  writeFileSync(join(built.folder, 'cases.csv'), `when,lon,lat\n2026-01-05 10:00,${place.join(',')}\n`);
  const mapping = {
    source: 'old-system',
    when: { columns: 'when', format: 'yyyy-MM-dd HH:mm' },
    where: { lon: 'lon', lat: 'lat' },
    category: { default: 'crime/theft' },
  };
  writeFileSync(join(built.folder, 'map.json'), JSON.stringify(mapping));
  // One thread reads the file, one looks for what is known already, one is started for the long job.
  expect(watchfloor('import', 'cases.csv', '--map', 'map.json')).toContain('1 rows read, 1 taken in');
  expect(watchfloor('db', 'verify')).toContain('facts');
});

test('what the built server loads when it is asked for is there', async () => {
  const { openapi } = (await (await fetch(`${built.url}/openapi.json`)).json()) as { openapi: string };
  expect(openapi).toBe('3.1.0');
});

test('the built server and the sources serve the same build', { timeout: LONG }, async () => {
  const sources = await serverProcess({ CITY, DEMO: '0' });
  try {
    await sources.start();
    const builds = [built, sources].map(async ({ url }) => (await fetch(`${url}/healthz`)).json());
    const [ours, theirs] = await Promise.all(builds);
    expect(ours).toEqual(theirs);
    expect(ours).toMatchObject({ build: readFileSync(join(root, 'dist/build.txt'), 'utf8').trim() });
  } finally {
    await sources.kill();
    sources.remove();
  }
});

test('a start on a file loads neither the driver of a database nor that of Redis', () => {
  const folder = join(root, 'dist-server');
  const [start] = /(?<=import\("\.\/)main-[^"]+/.exec(readFileSync(join(folder, 'main.js'), 'utf8'))!;
  const loaded = new Map<string, string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    const text = readFileSync(join(folder, file), 'utf8');
    loaded.set(file, text);
    for (const [other] of text.matchAll(/(?<=^(?:import|export) (?:.* from )?"\.\/)[^"]+/gm)) load(other);
  };
  load(start);
  expect(loaded.size).toBeGreaterThan(1);
  const made = [...loaded.keys()].flatMap((file) => madeOf(join(folder, file)));
  expect(made.filter((source) => source.includes('node_modules/express/'))).not.toEqual([]);
  expect(made.filter((source) => /node_modules\/(?:pg|redis|@redis)\//.test(source))).toEqual([]);
});

test('no file of the build has a letter that doubles what it takes in memory', () => {
  const folder = join(root, 'dist-server');
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
  expect(files).toContain('writer.js');
  expect(files.filter((name) => !isAscii(readFileSync(join(folder, name))))).toEqual([]);
});

/** Files that a built one was made of; one that only ties others together has none. */
function madeOf(file: string): string[] {
  if (!existsSync(`${file}.map`)) return [];
  return (JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] }).sources;
}
