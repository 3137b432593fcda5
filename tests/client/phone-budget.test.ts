// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildPages } from '../support/browser.ts';

const dist = resolve(import.meta.dirname, '../../dist');
const BUDGET_KB = 60;
const read = (path: string) => readFileSync(join(dist, path), 'utf8');
/** What the phone loads before it shows anything: the page names it all, imports included. */
const first = () => [...read('phone/index.html').matchAll(/\/(assets\/[\w.-]+\.(?:js|css))/g)].map(([, path]) => path!);

beforeAll(buildPages, 120_000);

test('the phone’s first paint takes at most 60 kB of script, compressed', () => {
  const sizes = first()
    .filter((path) => path.endsWith('.js'))
    .map((path) => ({ path, kB: gzipSync(read(path)).length / 1000 }));
  const all = sizes.reduce((sum, { kB }) => sum + kB, 0);
  console.info(sizes.map(({ path, kB }) => `${path} ${kB.toFixed(1)} kB`).join(', '), `= ${all.toFixed(1)} kB`);
  expect(sizes.length).toBeGreaterThan(0);
  expect(all).toBeLessThanOrEqual(BUDGET_KB);
});

test('neither the map nor the charts nor the live feed come with it', () => {
  for (const path of first()) expect(read(path), path).not.toMatch(/maplibre|echarts|engine\.io|ZodError/);
});

test('every part of the page is in the shell that works without a line', () => {
  const { files } = JSON.parse(read('phone/shell.json')) as { files: string[] };
  expect(files).toContain('/phone');
  for (const path of first()) expect(files).toContain(`/${path}`);
  for (const file of files.slice(1)) expect(existsSync(join(dist, file)), file).toBe(true);
  expect(files.some((file) => /SignIn/.test(file))).toBe(true);
});

test('the worker is one plain script that imports nothing', () => {
  expect(read('phone/sw.js')).not.toMatch(/\bimport\b|\bexport\b/);
});

test('nothing that the phone loads comes from outside', () => {
  const styles = first().filter((path) => path.endsWith('.css'));
  expect(styles.length).toBeGreaterThan(0);
  for (const path of ['phone/index.html', ...styles])
    expect(read(path)).not.toMatch(/(?:src|href)="https?:|url\(["']?https?:|@import\s+["']?https?:|@font-face/);
});
