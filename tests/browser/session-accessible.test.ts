import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registered } from '../access/registered.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFaults, languages } from '../support/axe.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';

describe.runIf(hasBrowser)('WCAG 2.2 AA by axe, what stands before and over the desk', () => {
  let browser: Browser;
  let app: RunningApp;
  beforeAll(async () => {
    buildPages();
    [browser, app] = await Promise.all([launchBrowser(), startApp()]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function look(page: Page, path: string, shown: string, before?: (page: Page) => Promise<unknown>) {
    const found: object[] = [];
    for (const lang of languages) {
      await page.goto(`${app.url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      await before?.(page);
      await page.locator(shown).first().waitFor();
      const faults = await axeFaults(page);
      if (faults.length > 0) found.push({ path, lang, faults });
    }
    await page.context().close();
    return found;
  }
  async function page(cookie?: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
    const [name = '', value = ''] = cookie?.split('=') ?? [];
    if (cookie) await context.addCookies([{ name, value, url: app.url }]);
    return context.newPage();
  }

  // In this order: after it somebody is registered.
  test('the first start, which asks for the code of the terminal', async () => {
    expect(await look(await page(), '/console', '[data-first-admin]')).toEqual([]);
  });

  test('signing in, on the desk and on the phone', async () => {
    await app.signIn();
    expect(await look(await page(), '/console', 'input[type=password]')).toEqual([]);
    expect(await look(await page(), '/phone', 'input[type=password]')).toEqual([]);
  });

  // The desk lies inert beneath: a view that draws no map does as well, and leaves the processor to what is read.
  const desk = '/console?view=shift';

  test('setting up an authenticator, before and after its code is shown', async () => {
    const admin = await registered(app, { role: 'admin' });
    const { token } = await app.access.sessions.open(admin, 'password');
    const { cookie } = await app.signIn();
    const own = `${cookie.split('=')[0]}=${token}`;
    expect(await look(await page(own), desk, '[role=dialog] button')).toEqual([]);
    const start = (shown: Page) => shown.locator('[role=dialog] button').first().click();
    expect(await look(await page(own), desk, '[role=dialog] img', start)).toEqual([]);
  });

  test('unlocking actions', async () => {
    const { cookie } = await app.signIn();
    const lock = async (shown: Page) => {
      await shown.waitForSelector('html[data-link="live"]', { state: 'attached' });
      await shown.keyboard.press('Alt+l');
    };
    expect(await look(await page(cookie), desk, '[data-lock]', lock)).toEqual([]);
  });
});
