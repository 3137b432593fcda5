import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { handsAt } from '../support/hands.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { cell, openPhoneDay, ready, type PhoneDay } from './phone-day.ts';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
const desk = { kind: 'person', id: 'desk' } as const;

describe.runIf(hasBrowser)('the grid on the phone', () => {
  let browser: Browser;
  let day: PhoneDay;
  let context: BrowserContext;
  let page: Page;
  const state = () => day.app.board().dangers.get('danger-1' as never)?.state;

  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    day = await openPhoneDay();
    context = await browser.newContext(phone);
    await context.addCookies([await day.cookieOf()]);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context?.close();
    await day?.app.stop();
  });

  test('puts a hidden danger right, and another hand clears it', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    await page.click('[data-danger="danger-1"] a');
    await page.click('[data-step="start"]');
    await page.fill('textarea', 'Bicycles moved');
    await page.click('[data-step="rectified"]');
    await page.getByText('Somebody else checks it.').waitFor();
    await expect.poll(state, { timeout: 20_000 }).toBe('recheck');
    expect(await page.locator('[data-step="clear"]').count()).toBe(0);

    const { name, value, url } = await day.cookieOf({ id: 'verifier' as never, name: 'Li Na', role: 'officer' });
    await day.keep({ kind: 'post.filled', cell, post: { role: 'verifier', person: 'verifier' as never, from: 1 } });
    await context.addCookies([{ name, value, url }]);
    await page.goto(`${day.app.url}/phone?lang=en#/work`);
    await page.reload();
    await page.waitForSelector('text=Li Na');
    await page.click('[data-danger="danger-1"] a');
    await page.click('[data-step="clear"]');
    await expect.poll(state, { timeout: 20_000 }).toBeUndefined();
  });

  test('tells before it counts that a danger has changed since it was seen', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    await page.click('[data-danger="danger-1"] a');
    await page.waitForSelector('[data-step="start"]');
    await context.setOffline(true);
    await page.click('[data-step="start"]');
    const due = Date.now() + 9 * 3_600_000;
    const organisation = day.officer.organisation!;
    await day.keep({ kind: 'danger.ordered', danger: 'danger-1' as never, rev: 3, organisation, due });
    await context.setOffline(false);
    const told = page.locator('[data-refused]', { hasText: 'It has changed since you saw it' });
    await told.waitFor({ timeout: 30_000 });
    expect(state()).toBe('ordered');
    await told.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(state, { timeout: 20_000 }).toBe('rectifying');
    await told.waitFor({ state: 'detached' });
  });

  test('takes the own organisation’s task from asked to done', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    const task = () => day.app.board().incidents.get(day.incident as never)?.tasks?.[0]?.state;
    await page.locator('[data-step="task-accept"]').click();
    await page.locator('[data-step="task-done"]').click();
    await expect.poll(task, { timeout: 20_000 }).toBe('done');
  });

  test('says on scene that the crew is well', async () => {
    for (const step of ['accept', 'arrive'] as const)
      await handsAt(day.app.desk.give).command(desk, day.incident, step, { unit: day.officer.unit });
    await ready(page, `${day.app.url}/phone?lang=en`);
    await page.locator('[data-welfare] button').click();
    await page.getByText(/You said so at/).waitFor();
    await expect
      .poll(() => day.app.board().units.get(day.officer.unit!)?.checkedIn, { timeout: 20_000 })
      .toBeGreaterThan(0);
  });
});
