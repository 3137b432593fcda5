// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildPages } from '../support/browser.ts';

const dist = resolve(import.meta.dirname, '../../dist');
const BUDGET_KB = 165;
const read = (path: string) => readFileSync(join(dist, path), 'utf8');
/** What the console loads before it shows anything: the page names it all, imports included. */
const first = () => [...read('console/index.html').matchAll(/\/(assets\/[\w.-]+\.js)/g)].map(([, path]) => path!);

beforeAll(buildPages, 120_000);

test(`the console’s first paint takes at most ${BUDGET_KB} kB of script, compressed`, () => {
  const sizes = first().map((path) => ({ path, kB: gzipSync(read(path)).length / 1000 }));
  const all = sizes.reduce((sum, { kB }) => sum + kB, 0);
  console.info(sizes.map(({ path, kB }) => `${path} ${kB.toFixed(1)} kB`).join(', '), `= ${all.toFixed(1)} kB`);
  expect(sizes.length).toBeGreaterThan(0);
  expect(all).toBeLessThanOrEqual(BUDGET_KB);
});

test('neither the map nor the charts come with it: a view is loaded when it is opened', () => {
  for (const path of first()) expect(read(path), path).not.toMatch(/maplibregl-|echarts/);
});
