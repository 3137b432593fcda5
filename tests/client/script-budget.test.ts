// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildPages } from '../support/browser.ts';

const dist = resolve(import.meta.dirname, '../../dist');
/** Of everything that a wall loads, and of what it loads before it shows its text. */
const BUDGET_KB = 700;
const FIRST_KB = 120;

/** The scripts that a page loads, directly and through what these import; workers among them. */
function scriptsOf(page: string): string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    const text = readFileSync(join(dist, 'assets', file), 'utf8');
    for (const [, name] of text.matchAll(/["'`/]([\w.-]+\.m?js)["'`]/g)) if (isThere(name!)) visit(name!);
  };
  for (const name of firstOf(page)) visit(name);
  return [...found];
}

function isThere(name: string): boolean {
  try {
    return readFileSync(join(dist, 'assets', name)).length > 0;
  } catch {
    return false;
  }
}

/** What a page names itself, imports included. */
function firstOf(page: string): string[] {
  const html = readFileSync(join(dist, page, 'index.html'), 'utf8');
  return [...html.matchAll(/\/assets\/([\w.-]+\.js)/g)].map(([, name]) => name!);
}

function weigh(names: readonly string[]): number {
  const sizes = names.map((name) => ({ name, kB: gzipSync(readFileSync(join(dist, 'assets', name))).length / 1000 }));
  const all = sizes.reduce((sum, { kB }) => sum + kB, 0);
  console.info(sizes.map(({ name, kB }) => `${name} ${kB.toFixed(0)} kB`).join(', '), `= ${all.toFixed(0)} kB`);
  return all;
}

beforeAll(buildPages, 120_000);

test(`the wall loads at most ${BUDGET_KB} kB of script, compressed`, () => {
  const names = scriptsOf('wall');
  expect(names.length).toBeGreaterThan(1);
  expect(weigh(names)).toBeLessThanOrEqual(BUDGET_KB);
});

test('the map’s worker has next to nothing of its own: it shares what the page has loaded', () => {
  const worker = scriptsOf('wall').filter((name) => name.startsWith('map-worker'));
  expect(worker).toHaveLength(1);
  expect(weigh(worker)).toBeLessThanOrEqual(10);
  const shared = readFileSync(join(dist, 'assets', worker[0]!), 'utf8').match(/from["'`]\.\/([\w.-]+\.js)/)?.[1];
  expect(scriptsOf('wall')).toContain(shared);
});

test(`the wall’s first paint takes at most ${FIRST_KB} kB of it: neither the map nor the charts come before the text`, () => {
  const names = firstOf('wall');
  expect(names.length).toBeGreaterThan(1);
  expect(weigh(names)).toBeLessThanOrEqual(FIRST_KB);
  for (const name of names)
    expect(readFileSync(join(dist, 'assets', name), 'utf8'), name).not.toMatch(/maplibregl-|echarts/);
});

test('nothing that the wall loads comes from outside', () => {
  const html = readFileSync(join(dist, 'wall/index.html'), 'utf8');
  const styles = [...html.matchAll(/\/assets\/([\w.-]+\.css)/g)].map(([, name]) =>
    readFileSync(join(dist, 'assets', name!), 'utf8'),
  );
  expect(styles.length).toBeGreaterThan(0);
  for (const text of [html, ...styles])
    expect(text).not.toMatch(/(?:src|href)="https?:|url\(["']?https?:|@import\s+["']?https?:/);
});

test('no page that is built is translated by a browser', () => {
  const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  expect(pages.length).toBeGreaterThanOrEqual(4);
  for (const page of pages) expect(readFileSync(join(dist, page), 'utf8'), page).toMatch(/<html[^>]* translate="no"/);
});
