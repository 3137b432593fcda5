import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFaults, languages } from '../support/axe.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { makeReport } from '../support/report.ts';

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

  test.each(languages)('the wall, %s, in both themes', async (lang) => {
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${app.url}/wall?lang=${lang}`);
    await page.waitForSelector('html[data-link="live"]', { state: 'attached', timeout: 60_000 });
    await page.waitForSelector('[data-panel="incidents"]');
    expect(await axeFaults(page)).toEqual([]);
    await context.close();
  });
});
