import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fact, NewFact } from '#data/contract/fact.ts';
import type { AlarmId, IncidentId } from '#data/contract/ids.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFaults, languages } from '../support/axe.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { unitId } from '../support/make-rows.ts';
import { makeReport } from '../support/report.ts';

describe.runIf(hasBrowser)('the console', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let source: string;
  /** Keys pressed for each job; text that is written counts as what it is, not as keys. */
  const counts = new Map<string, number>();

  beforeAll(async () => {
    buildPages();
    app = await startApp();
    source = await app.addSource('hotline');
    await keep(
      ...['A1', 'A2', 'A3', 'A4'].map((id): Fact => ({
        kind: 'unit.registered',
        unit: { id: unitId(id), callSign: id, service: 'police' },
      })),
      ...['cell-0-0', 'cell-1-0'].map((id) => raised(id)),
    );
    browser = await launchBrowser();
    page = await open('light', 'en');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function keep(...facts: Fact[]) {
    const stamp = { at: Date.now() };
    await app.store.log.append([{ facts: facts.map((fact): NewFact => ({ ...fact, ...stamp })) }]);
  }
  const raised = (cell: string): Fact => ({
    kind: 'alarm.raised',
    alarm: {
      id: `cell-unstaffed:cell:${cell}` as AlarmId,
      condition: 'cell-unstaffed',
      subject: { kind: 'cell', id: cell },
      priority: 2,
      areas: [],
    },
  });
  async function open(theme: string, lang: string, person: object = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
    const { cookie } = await app.signIn(person);
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: app.url }]);
    const opened = await context.newPage();
    await opened.goto(`${app.url}/console?theme=${theme}&lang=${lang}`);
    await opened.waitForSelector('html[data-link="live"]', { state: 'attached', timeout: 60_000 });
    return opened;
  }
  async function report(over: object = {}): Promise<string> {
    const answer = await fetch(`${app.url}/api/v1/incidents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${source}`, 'content-type': 'application/json' },
      body: JSON.stringify(makeReport({ priority: 1, ...over })),
    });
    return ((await answer.json()) as { id: string }).id;
  }
  /** Chosen from the address, as a link of a colleague: what follows counts from the selection. */
  async function choose(id: string): Promise<void> {
    await page.goto(`${app.url}/console?theme=light&lang=en&incident=${encodeURIComponent(id)}`);
    await page.waitForSelector(`[data-incident-open="${id}"]`);
    await page.waitForSelector('[data-fact]');
  }
  async function keys(job: string, ...pressed: string[]): Promise<void> {
    counts.set(job, (counts.get(job) ?? 0) + pressed.length);
    for (const key of pressed) await page.keyboard.press(key);
  }
  const state = (name: string) => page.waitForSelector(`[data-state="${name}"]`);
  /** Another person's command, so that this one may verify. */
  async function asOther(id: string, command: string, body: object = {}): Promise<void> {
    const { cookie } = await app.signIn();
    const answer = await fetch(`${app.url}/api/v1/incidents/${id}/${command}`, {
      method: 'POST',
      headers: { cookie, origin: app.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${command}: ${await answer.text()}`);
  }

  test('does the ten most frequent jobs by keyboard alone', async () => {
    const first = await report();
    await choose(first);
    await page.waitForSelector('[data-alarm="cell-unstaffed:cell:cell-0-0"]');
    await keys('acknowledge alarm', 'Alt+a', 'Enter');
    await page.waitForSelector('[data-alarm="cell-unstaffed:cell:cell-0-0"]', { state: 'detached' });

    await page.waitForSelector('[data-alarm="cell-unstaffed:cell:cell-1-0"]');
    await keys('shelve alarm', 'Alt+a', 's');
    await page.waitForSelector('form[aria-label="Shelve"] input:focus', { timeout: 5000 });
    await page.keyboard.type('Known');
    await keys('shelve alarm', 'Enter');
    await page.waitForSelector('[data-alarm="cell-unstaffed:cell:cell-1-0"]', { state: 'detached' });

    await choose(first);
    await page.waitForSelector('[data-send]');
    await keys('assign recommended', '1');
    await state('assigned');
    await keys('reassign', 'a', 'Enter');
    await page.waitForSelector('[data-fact="incident.unassigned"]');
    await keys('note', 'n');
    await page.keyboard.type('The caller waits at the gate');
    await keys('note', 'Control+Enter');
    await page.getByText('The caller waits at the gate').waitFor();

    const second = await report();
    await choose(second);
    await keys('triage', 't', 'Enter');
    await state('triaged');
    await keys('merge duplicate', 'm');
    await page.waitForSelector('[data-command="merge"]');
    await keys('merge duplicate', 'Enter');
    if (
      (await page
        .locator('[data-field="into"] select')
        .inputValue()
        .catch(() => first)) === ''
    ) {
      await keys('merge duplicate', 'ArrowDown', 'Enter');
    }
    await state('duplicate');

    await asOther(first, 'resolve');
    await choose(first);
    await state('resolved');
    await keys('verify', 'v', 'Enter');
    await state('verified');
    await keys('close', 'c', 'Enter');
    await state('closed');

    await keys('open hand-over', 'g', 's');
    await page.waitForSelector('[data-view="shift"]');

    console.info('keystrokes:', [...counts].map(([job, n]) => `${job} ${n}`).join(', '));
    expect(counts.size).toBe(10);
    expect(counts.get('assign recommended')).toBeLessThanOrEqual(2);
    expect(counts.get('acknowledge alarm')).toBe(2);
  });

  test('takes a step back when it is asked to, and both steps are on record', async () => {
    const id = await report();
    await choose(id);
    await page.waitForSelector('[data-send]');
    await page.keyboard.press('1');
    await state('assigned');
    await page.keyboard.press('Control+z');
    await page.waitForSelector('[data-fact="incident.unassigned"]');
  });

  test('hears no key under a dialog: an authenticator’s code sends nobody', async () => {
    const id = await report();
    const shown = await open('light', 'en', { password: 'one that is asked for nowhere here' });
    await shown.goto(`${app.url}/console?lang=en&incident=${encodeURIComponent(id)}`);
    const enrol = shown.getByRole('dialog');
    await enrol.waitFor();
    await shown.waitForSelector('.console[inert] [data-send]');
    await shown.keyboard.type('123456');
    await enrol.getByRole('button').last().click();
    await enrol.waitFor({ state: 'detached' });
    await shown.keyboard.press('n');
    await shown.keyboard.type('Only this');
    await shown.keyboard.press('Control+Enter');
    await shown.waitForSelector('[data-fact="incident.noted"]');
    const timeline = await app.store.incidents.timeline(id as IncidentId);
    expect(timeline.map(({ kind }) => kind)).toEqual(['incident.reported', 'incident.noted']);
    await shown.context().close();
  });

  test('tells who hears it of a call for help at once and of what was done, each once, under a dialog too', async () => {
    await choose(await report());
    const told = (live: string) => page.locator(`[aria-live="${live}"] p`).allInnerTexts();
    await page.waitForSelector('[data-send]');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('.palette');
    await keep({
      kind: 'alarm.raised',
      alarm: {
        id: 'panic:unit:A4' as AlarmId,
        condition: 'panic',
        subject: { kind: 'unit', id: 'A4' },
        priority: 1,
        areas: [],
      },
    });
    await page.locator('[aria-live="assertive"]', { hasText: 'A4' }).waitFor({ state: 'attached' });
    expect((await told('assertive')).filter((text) => text.includes('A4'))).toHaveLength(1);
    expect(await page.locator('.console[inert] [aria-live]').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await state('assigned');
    expect((await told('polite')).filter((text) => text.includes('sent'))).toHaveLength(1);
  });

  test('asks who reported only when it is asked to, puts that on record, and forgets with the next incident', async () => {
    const looks = async () =>
      (await app.store.records.about('audit', { limit: 200 })).filter(
        (fact) => fact.kind === 'audit.looked' && fact.what === 'contact',
      );
    const [id, other] = [await report({ contact: { name: 'planted-name', phone: '555-0199' } }), await report()];
    await choose(id);
    expect(await page.content()).not.toContain('planted-name');
    expect(await looks()).toEqual([]);
    await page.keyboard.press('y');
    await page.getByText('planted-name · 555-0199').waitFor();
    expect(await looks()).toMatchObject([{ id }]);
    await choose(other);
    await page.keyboard.press('y');
    await page.getByText('nobody left a number').waitFor();
    expect(await page.content()).not.toContain('planted-name');
  });

  test('shows what changed meanwhile, and keeps what was written', async () => {
    const id = await report();
    await choose(id);
    await page.keyboard.press('x');
    await page.keyboard.type('No longer needed');
    await asOther(id, 'note', { text: 'It is still burning' });
    await page.locator('[data-fact="incident.noted"]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-command="cancel"] [data-refused] [data-fact="incident.noted"]');
    expect(await page.locator('[data-field="reason"] input').inputValue()).toBe('No longer needed');
  });

  test('keeps the place of the queue when a graver report comes in above it, and when another view was there', async () => {
    const first = await report();
    for (let made = 0; made < 24; made++) await report({ priority: 3 });
    await choose(first);
    // A page behind another draws no frames, and a list that draws none hears of no scrolling.
    await page.bringToFront();
    const list = page.locator('[role="listbox"][data-pane="queue"]');
    const lowest = list.locator('[data-incident]').last();
    const toEnd = () =>
      list.evaluate((element) => {
        element.scrollTo(0, element.scrollHeight);
        const last = [...element.querySelectorAll('[data-incident]')].at(-1)!.getBoundingClientRect();
        return Math.abs(last.bottom - element.getBoundingClientRect().bottom);
      });
    await expect.poll(toEnd).toBeLessThan(2);
    expect(await list.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
    const id = await lowest.getAttribute('data-incident');
    const row = list.locator(`[data-incident="${id}"]`);
    // Within the list: the strip of alarms above it grows with what is raised.
    const top = async () => (await row.boundingBox())!.y - (await list.boundingBox())!.y;
    const before = await top();
    const moved = async () => Math.abs((await top()) - before);
    const open = page.locator('form[role="search"] [aria-pressed] b').first();
    const count = Number(await open.textContent());
    await report({ priority: 1 });
    await expect.poll(async () => Number(await open.textContent())).toBe(count + 1);
    await expect.poll(moved).toBeLessThan(2);
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await page.waitForSelector('[data-view="units"]');
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await expect.poll(moved).toBeLessThan(2);
  });

  // The last with this page: its session ends.
  test('keeps a half-written note under the sign-in when the session is revoked', async () => {
    const id = await report();
    await choose(id);
    await page.keyboard.press('n');
    await page.keyboard.type('Half a no');
    await page.context().clearCookies();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Your session has ended').waitFor();
    expect(await page.locator('[data-field="text"] textarea').inputValue()).toBe('Half a no');
  });

  test.each(languages)('is WCAG 2.2 AA by axe, %s, in both themes', async (lang) => {
    const id = await report();
    const shown = await open('light', lang);
    await shown.goto(`${shown.url()}&incident=${encodeURIComponent(id)}`);
    await shown.waitForSelector('[data-fact]');
    expect(await axeFaults(shown)).toEqual([]);
    await shown.context().close();
  });
});
