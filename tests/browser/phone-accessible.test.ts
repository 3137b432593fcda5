import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { handsAt } from '../support/hands.ts';
import { axeFaults, languages } from '../support/axe.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { openPhoneDay, ready, unit, type PhoneDay } from './phone-day.ts';

const screens = ['work', 'incident/i1', 'visit/visit-1', 'danger/danger-1', 'report', 'duty'];

describe.runIf(hasBrowser)('the phone in every theme and language', () => {
  let browser: Browser;
  let day: PhoneDay;
  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
  });
  beforeEach(async () => void (day = await openPhoneDay()));
  afterEach(() => day?.app.stop());
  afterAll(() => browser?.close());

  test.each(languages)(
    '%s, in both themes: WCAG 2.2 AA by axe, no target under 48 px, nothing wider than the phone',
    async (lang) => {
      const context = await browser.newContext({
        viewport: { width: 360, height: 740 },
        hasTouch: true,
        bypassCSP: true,
      });
      await context.addCookies([await day.cookieOf()]);
      const page = await context.newPage();
      const url = `${day.app.url}/phone?lang=${lang}`;
      await ready(page, url);
      for (const screen of screens) {
        await page.evaluate((hash) => void (location.hash = hash), `#/${screen}`);
        await page.waitForSelector('main h1');
        if (screen.startsWith('visit')) await page.locator('ol > li button').nth(1).click();
        expect(await axeFaults(page), screen).toEqual([]);
        expect(await smallTargets(page), screen).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), screen).toBeLessThanOrEqual(360);
      }
      await context.setOffline(true);
      await page.waitForSelector('[data-line="lost"]');
      await page.evaluate(() => void (location.hash = '#/work'));
      await page.locator('[data-step="accept"]').click();
      await page.locator('header button').focus();
      await page.keyboard.down('Space');
      await page.waitForSelector('[data-help]', { timeout: 15_000 });
      await page.keyboard.up('Space');
      expect(await axeFaults(page), 'without a line, calling for help').toEqual([]);

      await handsAt(day.app.desk.give).command({ kind: 'person', id: 'desk' }, day.incident, 'unassign', { unit });
      await context.setOffline(false);
      await page.waitForSelector('[data-taps] [data-refused]', { timeout: 30_000 });
      await page.waitForSelector('[data-help="called"]', { timeout: 30_000 });
      expect(await axeFaults(page), 'refused').toEqual([]);
      expect(await smallTargets(page), 'refused').toEqual([]);
      const shots = process.env['PHONE_SHOTS'];
      if (shots) await page.screenshot({ path: `${shots}/refused-${lang}.png` });
      await context.close();
    },
  );
});

/** What can be tapped and is smaller than a thumb; what its label covers counts as its label. */
function smallTargets(page: Page) {
  return page.evaluate(() => {
    const seen = [...document.querySelectorAll('button, a, select, textarea, input:not([type=file]), label.button')];
    return seen
      .map((target) => {
        const label = target.closest('label') ?? target;
        const { width, height } = label.getBoundingClientRect();
        return { what: target.textContent.trim() || target.id, width, height };
      })
      .filter(({ width, height }) => width < 48 || height < 48);
  });
}
