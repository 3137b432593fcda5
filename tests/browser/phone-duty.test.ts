import { Buffer } from 'node:buffer';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { IDLE_LOCK_MS } from '#server/access/sessions.ts';
import { shiftedClock } from '../access/shifted-clock.ts';
import { handsAt } from '../support/hands.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { openPhoneDay, ready, unit, type PhoneDay } from './phone-day.ts';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
/** The smallest PNG there is: one red point. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const desk = { kind: 'person', id: 'desk' } as const;

describe.runIf(hasBrowser)('a shift with the phone', () => {
  let browser: Browser;
  let day: PhoneDay;
  let context: BrowserContext;
  let page: Page;
  let clock: ReturnType<typeof shiftedClock>;

  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    clock = shiftedClock();
    day = await openPhoneDay({ clock });
    context = await browser.newContext(phone);
    await context.addCookies([await day.cookieOf()]);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context?.close();
    await day?.app.stop();
  });
  const noneWaits = () => page.waitForSelector('nav small', { state: 'detached', timeout: 30_000 });

  test('reports what was found where the phone is, and is told that it was sent', async () => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ longitude: 12.403, latitude: 48.1984, accuracy: 8 });
    await ready(page, `${day.app.url}/phone?lang=en#/report`);
    await page.getByRole('button', { name: 'Send report' }).click();
    await page.getByRole('main').getByText('Choose a category.').waitFor();
    await page.getByLabel('Category').selectOption('city-order/litter');
    await page.getByRole('button', { name: 'Here, where I stand' }).click();
    await page.getByRole('main').getByText('good to 8 m').waitFor();
    await page.getByLabel(/What did you find/).fill('Rubble on the pavement');
    await page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: dot });
    await page.locator('form img').waitFor();
    await page.getByRole('button', { name: 'Send report' }).click();
    await expect
      .poll(() => [...day.app.board().incidents.values()].find(({ mode }) => mode === 'discovered'), {
        timeout: 20_000,
      })
      .toMatchObject({
        description: 'Rubble on the pavement',
        cell: 'cell-0-0',
        category: 'city-order/litter',
        photo: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    // The confirmation is in view, and names the case.
    const [{ number } = { number: '' }] = [...day.app.board().incidents.values()].filter(
      ({ mode }) => mode === 'discovered',
    );
    const told = page.locator('[data-report="sent"]', { hasText: `Case number ${number}` });
    await told.waitFor();
    expect(await told.evaluate((shown) => shown.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
  });

  test('says that a report waits for a line only while there is none', async () => {
    await ready(page, `${day.app.url}/phone?lang=en#/report`);
    await page.getByLabel('Category').selectOption('city-order/litter');
    await page.getByLabel('Grid cell').selectOption({ label: 'West North Mill, cell 1' });
    await context.setOffline(true);
    await page.waitForSelector('[data-line="lost"]');
    await page.getByRole('button', { name: 'Send report' }).click();
    await page.locator('[data-report="kept"]', { hasText: 'No line' }).waitFor();
    await context.setOffline(false);
    await page.locator('[data-report="sent"]', { hasText: 'Case number' }).waitFor({ timeout: 30_000 });
  });

  test('says to a role that is refused what is refused, and not that there is no line', async () => {
    await context.clearCookies();
    await context.addCookies([await day.cookieOf({ name: 'Chen', role: 'analyst' })]);
    await page.goto(`${day.app.url}/phone?lang=en`);
    await page.locator('[data-line="refused"]', { hasText: 'This is not for your role.' }).waitFor();
    expect(await page.getByText('NO LINE').count()).toBe(0);
  });

  test('keeps what was written of a report, photo and all, until it is sent', async () => {
    await ready(page, `${day.app.url}/phone?lang=en#/report`);
    await page.getByLabel('Category').selectOption('city-order/litter');
    await page.getByLabel(/What did you find/).fill('Rubble on the pavement');
    await page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: dot });
    await page.locator('form img').waitFor();
    await page.reload();
    await page.locator('form img').waitFor();
    expect(await page.getByLabel(/What did you find/).inputValue()).toBe('Rubble on the pavement');
    expect(await page.getByLabel('Category').inputValue()).toBe('city-order/litter');
    await page.getByLabel('Grid cell').selectOption('cell-0-0');
    await page.getByRole('button', { name: 'Send report' }).click();
    await expect
      .poll(() => [...day.app.board().incidents.values()].find(({ mode }) => mode === 'discovered'), {
        timeout: 20_000,
      })
      .toMatchObject({ description: 'Rubble on the pavement', photo: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await page.reload();
    await page.getByLabel(/What did you find/).waitFor();
    expect(await page.getByLabel(/What did you find/).inputValue()).toBe('');
  });

  test('stops sharing the position at once when off duty', async () => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ longitude: 12.403, latitude: 48.1984, accuracy: 8 });
    await handsAt(day.app.desk.give).command(desk, day.incident, 'unassign', { unit });
    await ready(page, `${day.app.url}/phone?lang=en#/duty`);
    await page.getByRole('switch').check();
    await page.waitForSelector('[data-sharing="on"]');
    // Even before the server has heard of it: without a line.
    await context.setOffline(true);
    await page.click('[data-status="offduty"]');
    await page.getByRole('main').getByText('You are off duty: your position is not shared.').waitFor();
    expect(await page.getByRole('switch').isDisabled()).toBe(true);
    await context.setOffline(false);
    await noneWaits();
    expect(day.app.board().units.get(unit)).toMatchObject({ reason: 'offduty' });
    // Back on duty, nothing is shared until it is said again.
    await page.click('[data-status="patrol"]');
    await noneWaits();
    expect(await page.getByRole('switch').isChecked()).toBe(false);
  });

  test('sends the taps of two tabs once each and in order', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    const other = await context.newPage();
    await ready(other, `${day.app.url}/phone?lang=en`);
    await context.setOffline(true);
    await page.locator('[data-step="accept"]').click();
    // What one tab took, the other shows.
    await other.locator('[data-step="enroute"]').click();
    await page.locator('[data-step="arrive"]').click();
    await other.locator('[data-step="resolve"]').waitFor();
    await context.setOffline(false);
    await expect.poll(() => day.told(), { timeout: 30_000 }).toContain('incident.arrived');
    expect((await day.told()).slice(-3)).toEqual(['incident.accepted', 'incident.enroute', 'incident.arrived']);
    await noneWaits();
  });

  test('after a while without taps wants the password, keeps the taps, and lets a call for help through', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    clock.shift(IDLE_LOCK_MS + 1);
    await page.locator('[data-step="accept"]').click();
    await page.waitForSelector('[data-unlock]');
    expect(await page.textContent('nav small')).toContain('1');
    await page.getByRole('button', { name: /^SOS/ }).focus();
    await page.keyboard.down('Space');
    await page.waitForSelector('[data-help="called"]', { timeout: 15_000 });
    await page.keyboard.up('Space');
    expect(await day.told()).not.toContain('incident.accepted');
  });

  test('says that help was not heard while there is no line', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    await context.setOffline(true);
    await page.getByRole('button', { name: /^SOS/ }).focus();
    await page.keyboard.down('Space');
    await page.locator('[data-help]', { hasText: 'the desk has NOT heard you' }).waitFor({ timeout: 15_000 });
    await page.keyboard.up('Space');
    await context.setOffline(false);
    await page.waitForSelector('[data-help="called"]', { timeout: 30_000 });
  });

  test('calls nobody when the button is let go too early', async () => {
    await page.clock.install();
    await ready(page, `${day.app.url}/phone?lang=en`);
    // From here on the page's time stands still but for what the test lets pass, however long a step of it takes.
    await page.clock.pauseAt(Date.now() + 60_000);
    const button = page.getByRole('button', { name: /^SOS/ });
    await button.dispatchEvent('pointerdown');
    await page.clock.runFor(1_500);
    await button.dispatchEvent('pointerup');
    await page.clock.runFor(5_000);
    expect(await page.locator('[data-help]').count()).toBe(0);
    await button.dispatchEvent('pointerdown');
    await page.clock.runFor(2_100);
    await page.waitForSelector('[data-help]', { timeout: 15_000 });
  });
});
