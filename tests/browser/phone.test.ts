import { Buffer } from 'node:buffer';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { handsAt } from '../support/hands.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { openPhoneDay, ready, unit, type PhoneDay } from './phone-day.ts';

/** The smallest phone that counts, held in one hand. */
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

describe.runIf(hasBrowser)('the phone', () => {
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
    context = await browser.newContext(phone);
    await context.addCookies([await day.cookieOf()]);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context?.close();
    await day?.app.stop();
  });

  /** A picture as a camera would give it. */
  const picture = () =>
    page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1200 });
      canvas.getContext('2d')!.fillRect(100, 100, 900, 600);
      return canvas.toDataURL('image/jpeg').split(',')[1]!;
    });
  const noneWaits = () => page.waitForSelector('nav small', { state: 'detached', timeout: 30_000 });
  const whenInstalled = () => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  test('keeps what is tapped without a line, and sends each once and in order when it is back', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    await whenInstalled();
    const card = page.locator(`[data-incident="${day.incident}"]`);
    await card.locator('[data-step="accept"]').click();
    await card.locator('[data-step="enroute"]').waitFor();
    await expect.poll(() => day.told()).toContain('incident.accepted');
    await noneWaits();

    await context.setOffline(true);
    await page.waitForSelector('[data-line="lost"]');
    await card.locator('[data-step="enroute"]').click();
    await card.locator('[data-step="arrive"]').click();
    await card.locator('[data-step="resolve"]').click();
    await page.fill('textarea', 'Door made safe');
    await page.click('form [data-step="resolve"]');
    // Shown as kept, hence on the device: before that the page must not be closed.
    await page.locator('nav small', { hasText: '3' }).waitFor();
    await page.goto(`${day.app.url}/phone#/work`);

    // Reloaded without a line: the shell is there, the work is what it was, and says how old it is.
    await page.reload();
    await page.waitForSelector('[data-line="lost"]');
    await page.waitForSelector('[data-visit="visit-1"]');
    expect(await page.textContent('nav small')).toContain('3');

    await page.click('[data-visit="visit-1"] a');
    const items = page.locator('ol > li');
    await items.nth(0).getByRole('button', { name: 'Not met' }).click();
    await items.nth(0).locator('textarea').fill('Chain on the door');
    await items
      .nth(0)
      .locator('input[type=file]')
      .setInputFiles({
        name: 'exit.jpg',
        mimeType: 'image/jpeg',
        buffer: Buffer.from(await picture(), 'base64'),
      });
    await items.nth(0).locator('img').waitFor();
    // Half done, closed, opened again: nothing is lost.
    await page.reload();
    await page.waitForSelector('ol > li img');
    expect(await items.nth(0).locator('textarea').inputValue()).toBe('Chain on the door');
    await items.nth(1).getByRole('button', { name: 'Met', exact: true }).click();
    await page.click('[data-visit-done]');
    await page.waitForSelector('[data-visit="visit-1"] [data-taps]');
    expect(await day.told()).not.toContain('incident.enroute');

    await context.setOffline(false);
    await page.waitForSelector('[data-line="fresh"]', { timeout: 30_000 });
    await noneWaits();
    expect((await day.told()).slice(-4)).toEqual([
      'incident.accepted',
      'incident.enroute',
      'incident.arrived',
      'incident.resolved',
    ]);
    // Done, the crew is free again.
    expect(day.app.board().units.get(unit)).toMatchObject({ availability: 'available', reason: 'standby' });
    const [found] = [...day.app.board().dangers.values()].filter(({ id }) => id !== 'danger-1');
    expect(found).toMatchObject({ item: 'exits', text: 'Chain on the door' });
    const photo = (await day.app.store.drawers.get('photo', found!.photo!)) as Uint8Array;
    expect(photo.length).toBeGreaterThan(500);
    expect(widthOf(photo)).toBe(1600);
    await page.waitForSelector('[data-visit="visit-1"]', { state: 'detached' });
    // What the worker keeps is the page, never what the server said.
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept).toContain('/phone');
    expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);
  });

  test('says what the desk did meanwhile, and leaves the choice', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    await context.setOffline(true);
    await page.locator('[data-step="accept"]').click();
    await handsAt(day.app.desk.give).command({ kind: 'person', id: 'desk' }, day.incident, 'unassign', { unit });
    await handsAt(day.app.desk.give).command({ kind: 'person', id: 'desk' }, day.incident, 'note', {
      text: 'Somebody else goes',
    });
    await context.setOffline(false);
    const told = page.locator('[data-refused]', { hasText: 'Accepted' });
    await told.waitFor({ timeout: 30_000 });
    expect(await told.textContent()).toMatch(/not done/);
    await told.getByRole('button', { name: 'Try again' }).click();
    await told.waitFor();
    await told.getByRole('button', { name: 'Drop it' }).click();
    await told.waitFor({ state: 'detached' });
    await noneWaits();
    expect(await day.told()).not.toContain('incident.accepted');
  });

  test('keeps one person’s taps from the next who signs in', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    await context.setOffline(true);
    await page.locator('[data-step="accept"]').click();
    await page.waitForSelector('nav small');
    await context.clearCookies();
    await context.addCookies([await day.cookieOf({ name: 'Zhao Yun', role: 'officer' })]);
    await context.setOffline(false);
    await page.waitForSelector('text=Zhao Yun', { timeout: 30_000 });
    await page.waitForSelector('[data-line="fresh"]');
    expect(await page.locator('nav small').count()).toBe(0);
    expect(await day.told()).not.toContain('incident.accepted');

    await context.clearCookies();
    await context.addCookies([await day.cookieOf()]);
    await page.reload();
    await expect.poll(() => day.told(), { timeout: 30_000 }).toContain('incident.accepted');
  });

  test('asks to sign in again when the session has ended, and keeps what was tapped', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    await context.setOffline(true);
    await page.locator('[data-step="accept"]').click();
    await context.clearCookies();
    await context.setOffline(false);
    await page.getByRole('heading', { name: 'Sign in again' }).waitFor({ timeout: 30_000 });
    await context.addCookies([await day.cookieOf()]);
    await page.reload();
    await expect.poll(() => day.told(), { timeout: 30_000 }).toContain('incident.accepted');
  });

  test('calls for help when held, and says so only once the desk has it', async () => {
    await ready(page, `${day.app.url}/phone?lang=en`);
    const button = page.getByRole('button', { name: /^SOS/ });
    await button.focus();
    await page.keyboard.down('Space');
    await page.waitForSelector('[data-help="called"]', { timeout: 10_000 });
    await page.keyboard.up('Space');
    expect(day.app.board().units.get(unit)?.panic).toBeGreaterThan(0);
  });

  test('shares the position only while it was said and on duty', async () => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ longitude: 12.403, latitude: 48.1984, accuracy: 8 });
    await ready(page, `${day.app.url}/phone?lang=en#/duty`);
    expect(await page.getAttribute('[data-sharing]', 'data-sharing')).toBe('off');
    const sent = page.waitForRequest((request) => request.url().endsWith(`/units/${unit}/position`));
    // The unit is on an incident, so on duty.
    await page.getByRole('switch').check();
    expect((await sent).postDataJSON()).toMatchObject({ lon: 12.403, lat: 48.1984 });
    await page.waitForSelector('text=Your position is shared while on duty.');
    await page.getByRole('switch').uncheck();
    await page.waitForSelector('[data-sharing="off"]');
  });
});

/** Of a JPEG: from its start-of-frame segment. */
function widthOf(jpeg: Uint8Array): number {
  for (let at = 2; at < jpeg.length;) {
    const marker = jpeg[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xc3) return (jpeg[at + 7]! << 8) | jpeg[at + 8]!;
    at += 2 + ((jpeg[at + 2]! << 8) | jpeg[at + 3]!);
  }
  return NaN;
}
