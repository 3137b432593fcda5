import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'vitest';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { openPhoneDay, type PhoneDay } from './phone-day.ts';

describe.runIf(hasBrowser)('while the server starts', () => {
  let browser: Browser;
  let day: PhoneDay;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    day = await openPhoneDay();
    day.app.waitFor('the demo city to make up its past, 40 %');
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterEach(async () => {
    await context?.close();
    await day?.app.stop();
  });
  const starting = () => page.getByRole('banner').getByText('Server is starting');

  test('the desk says so, and says that it is live only when it is', async () => {
    await context.addCookies([await day.cookieOf({ role: 'supervisor' })]);
    await page.goto(`${day.app.url}/console?lang=en`);
    await page.waitForSelector('html[data-link="live"]', { state: 'attached', timeout: 60_000 });
    await starting().waitFor({ timeout: 20_000 });
    await page.locator('header.band').waitFor();
    day.app.waitFor(null);
    await page.getByRole('banner').getByText('Live', { exact: true }).waitFor({ timeout: 20_000 });
    await starting().waitFor({ state: 'detached' });
  });

  test('the phone says so instead of calling what it shows fresh', async () => {
    await context.addCookies([await day.cookieOf()]);
    await page.goto(`${day.app.url}/phone?lang=en`);
    await page.waitForSelector('[data-line="starting"]', { timeout: 20_000 });
    await starting().waitFor();
    day.app.waitFor(null);
    await page.waitForSelector('[data-line="fresh"]', { timeout: 20_000 });
  });
});
