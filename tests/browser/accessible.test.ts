import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { makeReport } from '../support/report.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Axe = {
  run(
    options: object,
  ): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }>;
};

describe.runIf(hasBrowser)('WCAG 2.2 AA by axe', () => {
  let app: RunningApp;
  let browser: Browser;
  beforeAll(async () => {
    buildPages();
    app = await startApp();
    const token = await app.addSource('hotline');
    await fetch(`${app.url}/api/v1/incidents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(Array.from({ length: 30 }, (_, i) => makeReport({ priority: (i % 4) + 1 }))),
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test.each([
    ['dark', 'en'],
    ['light', 'en'],
    ['dark', 'zh-CN'],
    ['light', 'zh-CN'],
  ])('the wall, %s, %s', async (theme, lang) => {
    // The page's own policy allows no foreign script, not even ours.
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${app.url}/wall?theme=${theme}&lang=${lang}`);
    await page.waitForSelector('html[data-link="live"]', { state: 'attached', timeout: 60_000 });
    await page.waitForSelector('[data-panel="incidents"]');
    await page.addScriptTag({ content: axeSource });
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: Axe };
      const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
      return violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.slice(0, 3).map(({ target, failureSummary }) => [target, failureSummary]),
      }));
    });
    expect(found).toEqual([]);
    await context.close();
  });
});
