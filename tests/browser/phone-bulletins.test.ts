import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bulletin } from '#data/contract/bulletin.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import { axeFaults } from '../support/axe.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { openPhoneDay, ready, type PhoneDay } from './phone-day.ts';

const bulletin = (id: string, over: Partial<Bulletin> = {}) => ({
  id: id as Bulletin['id'],
  sender: 'weather@example.org',
  identifier: id,
  sent: Date.now(),
  source: 'weather' as NonNullable<Bulletin['source']>,
  severity: 'Severe' as const,
  urgency: 'Expected' as const,
  certainty: 'Likely' as const,
  categories: ['Met' as const],
  onset: Date.now(),
  expires: Date.now() + 3_600_000,
  texts: [
    { language: 'en', event: 'Hail', headline: 'Hail until nine', instruction: 'Stay under a roof' },
    { language: 'zh-CN', event: '冰雹', headline: '九点前有冰雹', description: '冰雹直径可达 3 厘米。' },
  ],
  shapes: [],
  named: [],
  areas: [],
  elsewhere: false,
  ...over,
});

describe.runIf(hasBrowser)('bulletins on the phone', () => {
  let browser: Browser;
  let day: PhoneDay;
  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
    day = await openPhoneDay();
    await day.keep(
      { kind: 'bulletin.issued', bulletin: bulletin('b1') },
      {
        kind: 'bulletin.issued',
        bulletin: bulletin('b2', { areas: ['d1' as never], texts: [{ language: 'en', event: 'Flood' }] }),
      },
      { kind: 'bulletin.issued', bulletin: bulletin('b3', { expires: Date.now() - 1 }) },
    );
  });
  afterAll(async () => {
    await browser?.close();
    await day?.app.stop();
  });

  async function open(over: Partial<Person>, lang: string): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      bypassCSP: true,
    });
    await context.addCookies([await day.cookieOf(over)]);
    const page = await context.newPage();
    await ready(page, `${day.app.url}/phone?lang=${lang}`);
    return { context, page };
  }
  const shown = (page: Page) =>
    page
      .locator('main [data-list="bulletins"] [data-bulletin]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-bulletin')));

  test.each([
    { lang: 'en', headline: 'Hail until nine', read: 'I have read it' },
    { lang: 'zh-CN', headline: '九点前有冰雹', read: '我已阅读' },
  ])('in $lang are of where the person works, heard at once, and read once, also without a line', async (said) => {
    const { context, page } = await open({ role: 'officer', area: 'd0' as never }, said.lang);
    const card = page.locator('[data-list="bulletins"] [data-bulletin="b1"]');
    await card.waitFor();
    expect(await shown(page)).toEqual(['b1']);
    expect(await card.locator('strong').first().textContent()).toBe(said.headline);
    expect(await card.locator('button').count()).toBe(1);
    await page.locator('[aria-live="assertive"]', { hasText: said.headline }).waitFor({ state: 'attached' });
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.evaluate(() => void (location.hash = '#/duty'));
    await page.locator('main p[data-bulletin="b1"] a').click();
    await card.locator('button', { hasText: said.read }).click();
    await page.locator('[data-list="bulletins-read"]').waitFor();
    expect(await shown(page)).toEqual([]);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.reload();
    await page.waitForSelector('[data-line="lost"]');
    await page.locator('[data-list="bulletins-read"] summary').click();
    expect(await page.locator('[data-list="bulletins-read"] [data-bulletin="b1"]').textContent()).toContain(
      said.headline,
    );
    expect(await shown(page)).toEqual([]);
    expect(await axeFaults(page)).toEqual([]);
    await context.close();
  });

  test('are acknowledged for the room by who leads it, over a broken line too', async () => {
    const { context, page } = await open({ role: 'supervisor', area: 'd0' as never }, 'en');
    await page.locator('[data-bulletin="b1"] button').nth(1).waitFor();
    await context.setOffline(true);
    await page.locator('[data-bulletin="b1"] button').nth(1).click();
    await page.locator('[data-list="bulletins-read"] summary').click();
    await page.locator('[data-list="bulletins-read"] [data-taps] .waits').waitFor();
    await context.setOffline(false);
    const kinds = async () => (await day.app.store.log.read(0 as Seq, 1000)).map(({ fact }) => fact.kind);
    await expect.poll(kinds, { timeout: 30_000 }).toContain('bulletin.acknowledged');
    await context.close();
  });
});
