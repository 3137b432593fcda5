import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults, languages } from '../support/axe.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { cell, community, openViewsDay, type ViewsDay } from './views-day.ts';

const views = [
  '/console?view=alarms&id=unit-silent:unit:u1',
  '/console?view=alarms&tab=performance',
  '/console?view=alarms&tab=rules&id=unit-silent',
  `/console?view=grid&id=${cell}`,
  '/console?view=grid&tab=visits&id=v1',
  '/console?view=grid&tab=dangers&id=d1',
  '/console?view=disputes',
  '/console?view=hotline&id=owed',
  '/console?view=people',
  '/console?view=partners',
  '/console?view=partners&tab=agencies',
  '/console?view=partners&tab=feeds',
  '/console?view=channels',
  '/console?view=bulletins',
  '/console?view=shift',
  '/console?view=shift&tab=handover',
  '/console?view=shift&tab=past',
  '/console?view=trends',
  '/console?view=trends&by=area&until=2019-01-01',
  '/console?view=imports',
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

  test.each(languages)('%s, in both themes', async (lang) => {
    const ada = { name: 'Ada', role: 'admin', oversight: true } as const;
    const page = await day.open(ada, '/console');
    const found: object[] = [];
    for (const view of views) {
      await page.goto(`${day.app.url}${view}&lang=${lang}`);
      await page.waitForSelector('html[data-link="live"]', { state: 'attached', timeout: 60_000 });
      await page.waitForLoadState('networkidle').catch(() => {});
      const faults = await axeFaults(page);
      if (faults.length > 0) found.push({ view, faults });
    }
    // A form with texts to begin with and a photo.
    await page.goto(`${day.app.url}/console?view=hotline&id=owed&lang=${lang}`);
    await page.click('[data-action="reply"]');
    await page.waitForSelector('[data-command="reply"] input[type="file"]');
    await page.waitForSelector('[data-offers]');
    expect(await axeFaults(page)).toEqual([]);
    expect(found).toEqual([]);
    await page.context().close();
  });
});
