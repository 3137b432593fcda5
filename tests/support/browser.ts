import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const found = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** Said aloud where there is none; where everything must run, a missing browser is a failure. */
export const hasBrowser = found !== undefined || process.env['WATCHFLOOR_TEST_ALL'] === '1';
if (!hasBrowser) console.warn('SKIPPED: browser tests, for want of a Chromium (set CHROMIUM to its path)');

/** A page whose map is drawn: with all its pixels, or with fewer where graphics are slow. */
export const MAP_DRAWN = 'html:is([data-map="ok"], [data-map="less"])';

/** Software rendering of WebGL, for machines without a graphics card. */
const args = [
  '--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking',
  '--disable-component-update --disable-sync --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader',
].flatMap((line) => line.split(' '));

export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  if (!found) throw new Error('no Chromium found');
  return chromium.launch({ executablePath: found, args: [...args, ...more] });
}

/** The pages as the product serves them. */
export function buildPages(): void {
  const root = resolve(import.meta.dirname, '../..');
  execFileSync(process.execPath, ['client/build-if-stale.ts'], { cwd: root, stdio: 'ignore' });
}
