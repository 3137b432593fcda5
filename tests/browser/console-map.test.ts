import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fact, NewFact } from '#data/contract/fact.ts';
import type { IncidentId, Seq, UnitId } from '#data/contract/ids.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFaults, languages } from '../support/axe.ts';
import { buildPages, hasBrowser, launchBrowser, MAP_DRAWN } from '../support/browser.ts';
import { makePack } from '../support/pack.ts';
import { makeReport } from '../support/report.ts';

const blind = ['--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis'];
const pack = makePack();

describe.runIf(hasBrowser)("the console's map and its units", () => {
  let app: RunningApp;
  let browser: Browser;
  let incident: IncidentId;
  let cookie: string;

  beforeAll(async () => {
    buildPages();
    app = await startApp({ pack });
    browser = await launchBrowser();
    ({ cookie } = await app.signIn({ name: 'Ann' }));
    const token = await app.addSource('hotline');
    const send = async (path: string, body: unknown) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${app.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await answer.json()) as { id: string };
    };
    incident = (await send('/incidents', makeReport({ priority: 1 }))).id as IncidentId;
    await keep(
      ['u1', 'u2', 'u3'].map((id) => ({
        kind: 'unit.registered',
        unit: { id: id as UnitId, service: 'police', callSign: `Police 0${id.slice(1)}` },
      })),
    );
    await keep([{ kind: 'incident.assigned', incident, rev: 2, unit: 'u1' as UnitId }]);
    const [lon, lat] = pack.city.center;
    await send('/positions', [
      { unit: 'u1', at: Date.now(), lon: lon + 0.004, lat },
      { unit: 'u2', at: Date.now(), lon: lon - 0.004, lat: lat - 0.002 },
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function keep(facts: readonly Fact[]) {
    await app.store.log.append([{ facts: facts.map((fact): NewFact => ({ ...fact, at: Date.now() })) }]);
  }
  const facts = async () => (await app.store.log.read(0 as Seq, 10_000)).map(({ fact }) => fact);

  /** Software graphics are bound by pixels: a small page is enough. */
  async function open(path: string, { by = browser, as = cookie } = {}): Promise<Page> {
    const context = await by.newContext({ viewport: { width: 1000, height: 640 }, bypassCSP: true });
    const [name = '', value = ''] = as.split('=');
    await context.addCookies([{ name, value, url: app.url }]);
    const page = await context.newPage();
    await page.goto(app.url + path);
    await page.waitForSelector('html[data-link="live"]', { state: 'attached', timeout: 60_000 });
    return page;
  }
  const drawn = (page: Page) => page.waitForSelector(`${MAP_DRAWN} canvas`, { timeout: 60_000 });
  const asked = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
  const until = (page: Page, name: string, value: string | null) =>
    page.waitForURL((url) => url.searchParams.get(name) === value);
  const ring = (page: Page) => page.locator('circle.chosen').last();

  test('Enter or a click choose an incident; a ring, and a line to its unit, show it', async () => {
    const page = await open(`/console?view=map&incident=${incident}`);
    await drawn(page);
    await ring(page).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'To the incident' }).click();
    await page.waitForFunction(() => {
      const at = document.querySelector('circle.chosen')!.getBoundingClientRect();
      const map = document.querySelector('canvas')!.getBoundingClientRect();
      return Math.abs(at.x + at.width / 2 - map.x - map.width / 2) < 2;
    });
    // The same view with nothing chosen: the cross is where the incident is.
    await page.evaluate(() => {
      history.pushState(null, '', '/console?view=map');
      dispatchEvent(new PopStateEvent('popstate'));
    });
    await page.waitForFunction(() => document.querySelector('circle.chosen') === null);
    await page.locator('canvas').focus();
    await page.keyboard.press('Enter');
    await until(page, 'incident', incident);
    await page.getByRole('button', { name: 'Whole city' }).click();
    await page.locator('line.crew').first().waitFor({ state: 'attached' });
    // Until the city is at rest there.
    await page.waitForTimeout(1000);

    // Nothing chosen, and chosen again by a click where the ring was.
    const box = (await ring(page).boundingBox())!;
    await page.goto(`${app.url}/console?view=map`);
    await drawn(page);
    expect(await page.locator('circle.chosen').count()).toBe(0);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await until(page, 'incident', incident);
    await ring(page).waitFor({ state: 'attached' });
    await page.context().close();
  });

  test('is steered by the keyboard alone', async () => {
    const page = await open(`/console?view=map&incident=${incident}`);
    await drawn(page);
    await page.getByRole('button', { name: 'To the incident' }).click();
    const bar = () => page.locator('.bar').innerText();
    await page.locator('canvas').focus();
    await page.keyboard.press('Home');
    await page.waitForTimeout(1500);
    const whole = await bar();
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press('+');
      await page.waitForTimeout(700);
    }
    expect(await bar()).not.toBe(whole);
    expect(await page.locator('path.cross').count()).toBeGreaterThan(0);
    await page.keyboard.press('Home');
    await page.waitForFunction((text) => document.querySelector('.bar')?.textContent === text, whole);
    await page.context().close();
  });

  test('is a list that chooses just as well where nothing can be drawn', async () => {
    const other = await launchBrowser(blind);
    const page = await open('/console?view=map', { by: other });
    await page.waitForSelector('html[data-map="list"]', { state: 'attached', timeout: 30_000 });
    await page.locator(`[data-incident="${incident}"]`).focus();
    await page.keyboard.press('Enter');
    await until(page, 'incident', incident);
    await other.close();
  });

  test('the table moves by j and k, and Enter shows the unit on the map beside', async () => {
    const page = await open('/console?view=units');
    await page.waitForSelector('[data-unit="u1"]');
    await page.keyboard.press('j');
    await until(page, 'unit', 'u1');
    await page.getByRole('grid').focus();
    await page.keyboard.press('j');
    await until(page, 'unit', 'u2');
    await page.keyboard.press('Enter');
    await drawn(page);
    await until(page, 'look', null);
    expect(asked(page, 'beside')).toBe('map');
    await ring(page).waitFor({ state: 'attached' });
    await page.context().close();
  });

  test('gives a unit its status by a key, ends its call for help with a reason, and says what is refused', async () => {
    const page = await open('/console?view=units&unit=u2');
    await page.waitForSelector('[data-unit="u2"]');
    await page.keyboard.press('w');
    await page.keyboard.press('m');
    await page.locator('[data-unit="u2"]', { hasText: 'meal' }).waitFor();
    await keep([{ kind: 'unit.panicked', unit: 'u2' as UnitId }]);
    await page.locator('.line.panic[data-unit="u2"]').waitFor();
    await page.keyboard.press('w');
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: 'Why' }).fill('Pressed by mistake');
    await page.keyboard.press('Enter');
    await page.locator('.line.unavailable[data-unit="u2"]').waitFor();
    expect(await facts()).toContainEqual(
      expect.objectContaining({ kind: 'unit.panic-ended', reason: 'Pressed by mistake' }),
    );

    // Somebody else was faster: the server has the last word, and the desk says it.
    await page.route('**/units/u2/status', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: '{"type":"about:blank","title":"It is on an incident","status":409}',
      }),
    );
    await page.keyboard.press('w');
    await page.keyboard.press('s');
    await page.getByText('It is on an incident').first().waitFor();
    await page.context().close();
  });

  test('shows an analyst the units and gives them no command', async () => {
    const { cookie: as } = await app.signIn({ name: 'Lee', role: 'analyst' });
    const page = await open('/console?view=units&unit=u3', { as });
    await page.locator('[data-panel="units-desk"]').waitFor();
    expect(await page.getByRole('button', { name: 'Off duty w o' }).count()).toBe(0);
    await page.context().close();
  });

  test.each(languages)('is clean by axe, %s, in both themes', async (lang) => {
    const page = await open(`/console?view=units&beside=map&unit=u2&incident=${incident}&lang=${lang}`);
    await drawn(page);
    await page.waitForSelector('[data-unit="u2"]');
    expect(await axeFaults(page, 'main')).toEqual([]);
    await page.context().close();
  });
});
