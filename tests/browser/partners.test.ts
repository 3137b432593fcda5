import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { makePack } from '../support/pack.ts';
import { inPack, makeReport } from '../support/report.ts';
import { openHook } from '../intake/receivers/hook.ts';

const pack = makePack();

describe.runIf(hasBrowser)('an administrator at the console', () => {
  let browser: Browser;
  let app: RunningApp;
  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
    app = await startApp({ pack, ownNetworks: ['127.0.0.1'] });
    app.channels.start();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function open(path: string): Promise<Page> {
    const [name = '', value = ''] = (await app.signIn({ role: 'admin' })).cookie.split('=');
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, bypassCSP: true });
    await context.addCookies([{ name, value, url: app.url }]);
    const page = await context.newPage();
    await page.goto(app.url + path);
    await page.waitForSelector('html[data-link="live"]', { state: 'attached', timeout: 60_000 });
    return page;
  }
  const write = (page: Page, field: string, text: string) =>
    page.locator(`[data-field="${field}"] :is(input, textarea)`).fill(text);
  const submit = (page: Page) => page.locator('form button[type=submit]').click();

  test('registers a receiver, reads its secret once, tries it, sees what it was told and sends it again', async () => {
    const hook = await openHook();
    const page = await open('/console?view=partners&lang=en');
    await page.locator('[data-action="add"]').click();
    await write(page, 'name', 'harbour');
    await write(page, 'label', 'Harbour office');
    await write(page, 'url', 'https://10.0.0.1/');
    await submit(page);
    await page.locator('[data-field="url"] .error').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await write(page, 'url', hook.url);
    await submit(page);
    hook.state.secret = (await page.locator('[data-answer] pre').textContent())!;
    expect(hook.state.secret).toMatch(/^whsec_/);
    await page.locator('[data-action="try"]').click();
    await page.locator('[data-answer]', { hasText: 'It was taken: HTTP 204' }).waitFor();
    expect(hook.told).toMatchObject([{ type: 'watchfloor.test', isSigned: true }]);
    await app.intake.report({ source: 'hotline' as never, exercise: false }, [makeReport()]);
    await hook.until(2);
    await page.locator('tr', { hasText: 'delivered, HTTP 204' }).locator('button').click();
    await hook.until(3);
    expect(hook.told[2]!.id).toBe(hook.told[1]!.id);
    await page.locator('tr', { hasText: 'sent again' }).waitFor();
    await page.locator('[data-action="pause"]').click();
    await page.locator('[data-action="resume"]').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.reload();
    await page.locator('[data-action="resume"]').waitFor();
    expect(await page.locator('body').textContent()).not.toContain('whsec_');
    hook.close();
    await page.context().close();
  });

  test('tries a mapping on a sample, makes the agency of it, and gives it a new secret', async () => {
    const page = await open('/console?view=partners&tab=agencies&lang=zh-CN');
    const mapping = {
      when: { columns: 'opened', format: 'iso' },
      where: { lon: 'lon', lat: 'lat' },
      category: { column: 'kind', exact: { leak: pack.categories.categories[0]!.id } },
    };
    await page.locator('[data-action="try"]').click();
    await write(page, 'mapping', '{');
    await write(page, 'sample', '{}');
    await submit(page);
    await page.locator('[data-field="mapping"] .error').waitFor();
    await write(page, 'mapping', JSON.stringify(mapping));
    const sample = { opened: '2026-03-04T06:00:00Z', kind: 'leak', lon: inPack[0], lat: inPack[1] };
    await write(page, 'sample', JSON.stringify(sample));
    await submit(page);
    await page.locator('[data-answer] pre', { hasText: pack.categories.categories[0]!.id }).waitFor();
    await page.locator('[data-action="add"]').click();
    await write(page, 'name', 'waterworks');
    await write(page, 'label', '自来水公司');
    await write(page, 'mapping', JSON.stringify(mapping));
    await submit(page);
    const first = await page.locator('[data-answer] pre', { hasText: 'whsec_' }).textContent();
    await page.locator('[data-action="renew"]').click();
    await expect.poll(() => page.locator('[data-answer] pre').textContent()).not.toBe(first);
    expect(await axeFaults(page)).toEqual([]);
    await page.locator('[data-action="remove"]').click();
    await page.locator('form select').selectOption('yes');
    await submit(page);
    await page.locator('[data-row]').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('registers a feed, and reads that it cannot be read', async () => {
    const page = await open('/console?view=partners&tab=feeds&lang=en');
    await page.locator('[data-action="add"]').click();
    await write(page, 'name', 'weather');
    await write(page, 'label', 'Weather bureau');
    await write(page, 'url', 'http://127.0.0.1:9/');
    await submit(page);
    await page.locator('td', { hasText: 'cannot be read since' }).waitFor({ timeout: 20_000 });
    await page.locator('[data-action="try"]').click();
    await page.locator('[data-answer]', { hasText: 'ECONNREFUSED' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.goto(`${app.url}/console?view=channels&lang=en`);
    await page.locator('td', { hasText: 'weather cannot be read since' }).waitFor({ timeout: 20_000 });
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});
