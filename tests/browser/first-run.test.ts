import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';

const password = 'a horse and a battery';

describe.skipIf(!hasBrowser)('the first start of a server that is no demo', () => {
  let browser: Browser;
  let app: RunningApp;
  beforeAll(async () => {
    buildPages();
    [browser, app] = await Promise.all([launchBrowser(), startApp()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  async function open(query = ''): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    await page.goto(`${app.url}/console${query}`);
    return page;
  }

  test('asks for the code of the terminal, in either language', async () => {
    for (const [query, words] of [
      ['?lang=en', 'Nobody is registered yet'],
      ['?lang=zh-CN', '尚未注册任何人员'],
    ] as const) {
      const page = await open(query);
      await page.getByRole('heading', { name: words }).waitFor();
      const shots = process.env['SHOTS'];
      if (shots !== undefined) await page.screenshot({ path: `${shots}/first-${query.slice(6)}.png` });
      await page.context().close();
    }
  });

  test('a wrong code makes nobody, the right one makes the first admin, who is signed in', async () => {
    const page = await open('?lang=en');
    const form = page.locator('[data-first-admin]');
    await form.locator('input').nth(0).fill('AAAA-AAAA-AAAA-AAAA');
    await form.locator('input').nth(1).fill('Zhang Wei');
    await form.locator('input').nth(2).fill(password);
    await form.getByRole('button').click();
    await form.getByRole('alert').filter({ hasText: 'not right' }).waitFor();
    await form.locator('input').nth(0).fill(app.firstCode()!);
    await form.getByRole('button').click();
    await form.waitFor({ state: 'detached' });
    const session = await page.evaluate(async () => (await fetch('/api/v1/session')).json());
    expect(session).toMatchObject({ person: { name: 'Zhang Wei', role: 'admin' }, authenticator: 'enrol' });
    await page.context().close();
    const another = await open('?lang=en');
    await another.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await another.locator('[data-first-admin]').count()).toBe(0);
  });
});
