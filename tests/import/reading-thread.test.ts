import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createAreas } from '#server/city/areas.ts';
import { createPlacing } from '#server/city/placing.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import { importCity } from '#server/import/import-city.ts';
import { IncidentMapping } from '#server/import/mapping.ts';
import { readIncidents, type Portion } from '#server/import/read-incidents.ts';
import { readAside } from '#server/import/reading-thread.ts';
import { makePack } from '../support/pack.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-reading-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pack = makePack();
const city = importCity(pack, createAreas(pack), createPlacing(pack.cells));
const now = Date.parse('2026-11-23T12:00:00Z');
const mapping = IncidentMapping.parse({
  source: 'old-system',
  format: 'json',
  when: { columns: 'at', format: 'iso' },
  category: { default: 'public-security/theft' },
});

function written(name: string, content: string) {
  const file = join(folder, name);
  writeFileSync(file, content);
  return { file, mapping, now };
}

async function all(portions: AsyncIterable<Portion>): Promise<Portion[]> {
  const found: Portion[] = [];
  for await (const portion of portions) found.push(portion);
  return found;
}

const records = (count: number) => JSON.stringify(Array.from({ length: count }, () => ({ at: '2026-01-05' })));

test('a thread reads what this one would read, and moves from the beginning', async () => {
  const what = written('cases.json', records(3500));
  const here = await all(readIncidents(what, city, incidentIds('test')));
  expect(await all(readAside(what, pack, 'test'))).toEqual(here);
  expect(here.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(3500);
  expect(here[0]).toMatchObject({ rows: [] });
  expect(here.map(({ done }) => done)).toEqual(here.map(({ done }) => done).toSorted((a, b) => a - b));
  expect(here.at(-1)!.done).toBe(here.at(-1)!.of);
});

test('what is wrong there is said here', async () => {
  await expect(all(readAside(written('broken.json', `${records(3500).slice(0, -1)}, `), pack, 'test'))).rejects.toThrow(
    /^the file is not JSON$/,
  );
});

test('this thread goes on with its own work meanwhile', async () => {
  const what = written('many.json', records(60_000));
  let longest = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await all(readAside(what, pack, 'test'));
  clearInterval(ticking);
  // Read here, the document alone would take several times as long in one piece.
  expect(longest).toBeLessThan(500);
});

test('whoever stops asking ends it', async () => {
  for await (const portion of readAside(written('left.json', records(5000)), pack, 'test')) {
    expect(portion.rows).toEqual([]);
    break;
  }
});
