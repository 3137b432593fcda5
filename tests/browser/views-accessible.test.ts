import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { cell, community, openViewsDay, type ViewsDay } from './views-day.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Axe = {
  run(
    within: Document,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }>;
};

const views = [
  '/console?view=alarms&id=unit-silent:unit:u1',
  '/console?view=alarms&tab=performance',
  '/console?view=alarms&tab=rules&id=unit-silent',
  `/console?view=grid&id=${cell}`,
  '/console?view=grid&tab=visits&id=v1',
  '/console?view=grid&tab=dangers&id=d1',
  '/console?view=disputes',
  '/console?view=people',
  '/console?view=shift',
  '/console?view=shift&tab=handover',
  '/console?view=shift&tab=past',
  '/console?view=audit',
  `/community/${community}?`,
];

describe.runIf(hasBrowser)('WCAG 2.2 AA by axe, every view of the desk', () => {
  let browser: Browser;
  let day: ViewsDay;
  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
    day = await openViewsDay(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await day?.stop();
  });

  test.each([
    ['light', 'en'],
    ['dark', 'en'],
    ['light', 'zh-CN'],
    ['dark', 'zh-CN'],
  ])('%s, %s', async (theme, lang) => {
    const ada = { name: 'Ada', role: 'admin', oversight: true } as const;
    const page = await day.open(ada, '/console');
    const found: object[] = [];
    for (const view of views) {
      await page.goto(`${day.app.url}${view}&theme=${theme}&lang=${lang}`);
      await page.waitForSelector('html[data-link="live"]', { state: 'attached', timeout: 60_000 });
      await page.waitForLoadState('networkidle').catch(() => {});
      await page.addScriptTag({ content: axeSource });
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: Axe };
        const { violations: all } = await axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          // Off by default: what a button is called begins with what it shows (WCAG 2.5.3).
          rules: { 'label-content-name-mismatch': { enabled: true } },
        });
        return all.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map((node) => [node.target, node.failureSummary])]);
      });
      if (violations.length > 0) found.push({ view, violations });
    }
    expect(found).toEqual([]);
    await page.context().close();
  });
});
