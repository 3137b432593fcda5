import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UnitId } from '#data/contract/ids.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { redactBoard } from '#data/rules/audience.ts';
import type { ViewName } from '#data/contract/view.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { makeReport } from '../support/report.ts';

const unit = 'p-07' as UnitId;
const desk = { width: 1400, height: 900 };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

describe.runIf(hasBrowser)('a whole shift: two supervisors, an officer on the phone, a wall that watches', () => {
  let app: RunningApp;
  let browser: Browser;
  let token: string;
  let ann: Page, ben: Page, mei: Page, wall: Page;
  let incident: { id: string; number: string };

  beforeAll(async () => {
    buildPages();
    app = await startApp();
    token = await app.addSource('hotline');
    await app.store.log.append([
      {
        facts: [
          { kind: 'unit.registered', unit: { id: unit, callSign: 'Police 07', service: 'police' }, at: Date.now() },
        ],
      },
    ]);
    await post('/api/v1/positions', [{ unit, at: Date.now(), lon: 12.41, lat: 48.2 }]);
    browser = await launchBrowser();
    ann = await open({ name: 'Ann' }, '/console?lang=en', { viewport: desk });
    ben = await open({ name: 'Ben' }, '/console?lang=en', { viewport: desk });
    mei = await open({ name: 'Mei', role: 'officer', unit }, '/phone?lang=en', phone);
    wall = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
    await wall.goto(`${app.url}/wall`);
    for (const page of [ann, ben, wall]) await page.waitForSelector('html[data-link="live"]', { state: 'attached' });
    await mei.waitForSelector('[data-line="fresh"]');
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function open(
    person: Parameters<RunningApp['signIn']>[0],
    path: string,
    options: Parameters<Browser['newContext']>[0],
  ): Promise<Page> {
    const context: BrowserContext = await browser.newContext(options);
    const [name = '', value = ''] = (await app.signIn(person)).cookie.split('=');
    await context.addCookies([{ name, value, url: app.url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(app.url + path);
    return page;
  }
  async function post(path: string, body: unknown): Promise<{ id: string; number: string }> {
    const answer = await fetch(app.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
    return answer.json() as never;
  }
  const told = async () => (await app.store.incidents.timeline(incident.id)).map(({ kind }) => kind);
  const pane = (page: Page) => page.locator(`[data-incident-open="${incident.id}"]`);
  const choose = (page: Page) => page.locator(`#queue-${incident.id}`).click();
  const submit = (page: Page) => page.locator('form[data-command] button[type=submit]').click();

  test('a report stands on both desks and on the wall, and both supervisors see who else has it open', async () => {
    incident = await post('/api/v1/incidents', makeReport({ priority: 1 }));
    await choose(ann);
    await choose(ben);
    await wall.getByText(incident.number).first().waitFor();
    await ann.getByText('Ben').first().waitFor();
    await ben.getByText('Ann').first().waitFor();
  });

  test('two keystrokes send the nearest unit, and what the other had begun is kept and told of the change', async () => {
    await ben.locator('[role="listbox"][data-pane="queue"]').focus();
    await ben.keyboard.press('t');
    await ben.locator('form[data-command="triage"] [data-field="reason"] input').fill('Half written');
    await ann.locator(`[data-send="${unit}"]`).waitFor();
    await ann.locator('[role="listbox"][data-pane="queue"]').focus();
    await ann.keyboard.press('1');
    await expect.poll(told).toContain('incident.assigned');
    await submit(ben);
    await ben.locator('form[data-command="triage"] [data-refused]').waitFor();
    expect(await ben.locator('form[data-command="triage"] [data-field="reason"] input').inputValue()).toBe(
      'Half written',
    );
    await ben.keyboard.press('Escape');
  });

  test('the officer takes it on the phone step by step, and the desks follow', async () => {
    const card = mei.locator(`[data-incident="${incident.id}"]`);
    for (const [step, state] of [
      ['accept', 'assigned'],
      ['enroute', 'enroute'],
      ['arrive', 'onscene'],
    ] as const) {
      await card.locator(`[data-step="${step}"]`).click();
      await ann.waitForSelector(`[data-incident-open="${incident.id}"][data-state="${state}"]`);
    }
    await card.locator('[data-step="resolve"]').click();
    await mei.fill('textarea', 'Settled on the spot');
    await mei.click('form [data-step="resolve"]');
    for (const page of [ann, ben]) await pane(page).and(page.locator('[data-state="resolved"]')).waitFor();
    await ann.getByText('Settled on the spot').first().waitFor();
  });

  test('somebody else checks and closes it; the wall lets it go', async () => {
    for (const [key, command, from] of [
      ['v', 'verify', 'resolved'],
      ['c', 'close', 'verified'],
    ] as const) {
      for (const page of [ann, ben])
        await pane(page)
          .and(page.locator(`[data-state="${from}"]`))
          .waitFor();
      await ben.locator('[role="listbox"][data-pane="queue"]').focus();
      await ben.keyboard.press(key);
      await ben.locator(`form[data-command="${command}"]`).waitFor();
      await ben.keyboard.press('Enter');
    }
    await expect.poll(told).toContain('incident.closed');
    await wall.getByText(incident.number).first().waitFor({ state: 'detached' });
    const by = (await app.store.incidents.timeline(incident.id)).filter(({ kind }) =>
      ['incident.assigned', 'incident.resolved', 'incident.verified'].includes(kind),
    );
    expect(new Set(by.map((fact) => fact.by?.id)).size).toBe(3);
  });

  test('one supervisor gives the shift, the other takes it, and nobody does both', async () => {
    const tab = `${app.url}/console?lang=en&view=shift&tab=handover`;
    await ann.goto(tab);
    await ann.locator('[data-action="draw-up"]').click();
    await ann.locator('form textarea').fill('Quiet but for one call.');
    await ann.locator('form button[type=submit]').click();
    await ann.locator('[data-action="give"]').click();
    await ann.keyboard.press('Enter');
    await ann.locator('[data-action="give"]').waitFor({ state: 'detached' });
    expect(await ann.locator('[data-action="take"]').count()).toBe(0);
    await ben.goto(tab);
    await ben.locator('[data-action="take"]').click();
    await ben.keyboard.press('Enter');
    await expect
      .poll(() => [...app.board().handovers.values()].map(({ given, taken }) => [given?.by?.id, taken?.by?.id]))
      .toEqual([[expect.any(String), expect.any(String)]]);
    const [paper] = app.board().handovers.values();
    expect(paper!.given!.by!.id).not.toBe(paper!.taken!.by!.id);
  });

  test('in the end every screen proves the same truth, each of what it may see', async () => {
    const views: [Page, ViewName][] = [
      [ann, 'supervisor'],
      [ben, 'supervisor'],
      [wall, 'ops-wall'],
    ];
    for (const [page, name] of views) {
      const shown = () =>
        page.evaluate(() => (window as { __watchfloor?: { stateHash(): string } }).__watchfloor?.stateHash());
      await expect.poll(shown, { timeout: 15_000 }).toBe(stateHash(redactBoard(app.board(), { name })));
    }
  });
});
