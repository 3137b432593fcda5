import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { handsAt } from '../support/hands.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { openPhoneDay, ready, unit, type PhoneDay } from './phone-day.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Axe = {
  run(
    options: object,
  ): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }>;
};
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

  test.each([
    ['light', 'en'],
    ['dark', 'en'],
    ['light', 'zh-CN'],
    ['dark', 'zh-CN'],
  ])('%s, %s: WCAG 2.2 AA by axe, no target under 48 px, nothing wider than the phone', async (theme, lang) => {
    // The page's own policy allows no foreign script, not even ours.
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      bypassCSP: true,
    });
    await context.addCookies([await day.cookieOf()]);
    const page = await context.newPage();
    const url = `${day.app.url}/phone?theme=${theme}&lang=${lang}`;
    await ready(page, url);
    await page.addScriptTag({ content: axeSource });
    for (const screen of screens) {
      await page.evaluate((hash) => void (location.hash = hash), `#/${screen}`);
      await page.waitForSelector('main h1');
      if (screen.startsWith('visit')) await page.locator('ol > li button').nth(1).click();
      expect(await faults(page), screen).toEqual([]);
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
    expect(await faults(page), 'without a line, calling for help').toEqual([]);

    await handsAt(day.app.desk.give).command({ kind: 'person', id: 'desk' }, day.incident, 'unassign', { unit });
    await context.setOffline(false);
    await page.waitForSelector('[data-taps] [data-refused]', { timeout: 30_000 });
    await page.waitForSelector('[data-help="called"]', { timeout: 30_000 });
    expect(await faults(page), 'refused').toEqual([]);
    expect(await smallTargets(page), 'refused').toEqual([]);
    const shots = process.env['PHONE_SHOTS'];
    if (shots) await page.screenshot({ path: `${shots}/refused-${theme}-${lang}.png` });
    await context.close();
  });
});

function faults(page: Page) {
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 3).map(({ target, failureSummary }) => [target, failureSummary]),
    }));
  });
}

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
