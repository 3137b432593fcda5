import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { community, openViewsDay, type ViewsDay } from './views-day.ts';

const ann = { name: 'Ann', role: 'supervisor' } as const;
const ben = { name: 'Ben', role: 'supervisor' } as const;
const mei = { name: 'Mei', role: 'officer' } as const;

describe.runIf(hasBrowser)('the desk, by people on real servers', () => {
  let browser: Browser;
  let day: ViewsDay;

  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    day = await openViewsDay(browser);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await day?.stop();
  });

  /** The first line of the list gets the focus and is opened, by the keyboard alone. */
  async function openFirst(page: Page) {
    await page.locator('[data-row]').first().focus();
    await page.keyboard.press('Enter');
  }
  const submit = (page: Page) => page.locator('form button[type=submit]').click();

  test('an alarm says why it stands, and is acknowledged with two keys', async () => {
    const page = await day.open(ann, '/console?view=alarms');
    await openFirst(page);
    await page.getByText('Call the crew by radio').waitFor();
    expect(page.url()).toContain('id=unit-silent');
    await page.keyboard.press('a');
    await expect.poll(day.told).toContain('alarm.acknowledged');
  });

  test('an alarm is shelved with an end and a reason, and is listed as shelved', async () => {
    const page = await day.open(ann, '/console?view=alarms');
    await openFirst(page);
    await page.keyboard.press('s');
    await page.locator('form select').selectOption('hour');
    await page.locator('form textarea').fill('Radio in the workshop');
    await submit(page);
    await expect.poll(day.told).toContain('alarm.shelved');
    await page.getByRole('tab', { name: 'Shelved 1' }).click();
    await page.locator('[data-row]').waitFor();
  });

  test('a condition is taken out of service with a reason, everybody is told until when, and it returns', async () => {
    const page = await day.open({ name: 'Ada', role: 'admin' }, '/console?view=alarms&tab=rules&id=unit-silent');
    await page.locator('[data-action=take-out]').waitFor();
    await page.keyboard.press('t');
    await page.locator('form textarea').fill('Mast under repair');
    await submit(page);
    await expect.poll(day.told).toContain('alarm-rule.taken-out');

    const other = await day.open(ann, '/console?view=alarms');
    await other.locator('.view [data-out-of-service]', { hasText: 'Unit silent until' }).waitFor();
    await other.getByRole('button', { name: '1 condition out of service' }).waitFor();
    await page.locator('[data-action=return]').click();
    for (const said of ['1 condition out of service', 'Unit silent until'])
      await other.locator('.view').getByText(said).waitFor({ state: 'detached' });
    expect(await day.told()).toContain('alarm-rule.returned');
  });

  test('the letters of the view stand in the table of keys, and its actions among the commands', async () => {
    const page = await day.open(ann, '/console?view=alarms');
    await openFirst(page);
    await page.locator('[data-action=shelve]').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('table', { name: 'In the view Alarms' }).getByRole('row', { name: 'Shelve s' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await page.locator('.palette-input:focus').waitFor();
    await page.keyboard.type('shelve');
    await page.locator('[data-selected]', { hasText: 'Shelve' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('form textarea').waitFor();
  });

  test('who put a danger right does not clear it; somebody else does', async () => {
    const page = await day.open(ann, '/console?view=grid&tab=dangers');
    await openFirst(page);
    await page.keyboard.press('o');
    await page.locator('form select').selectOption({ index: 1 });
    await submit(page);
    for (const [button, state] of [
      ['start', 'Being put right'],
      ['rectified', 'To be re-checked'],
    ] as const) {
      await page.locator(`[data-action=${button}]`).click();
      if (button === 'rectified') await submit(page);
      await page.locator('dd', { hasText: state }).waitFor();
    }
    await page.locator('[data-action=clear]').click();
    await submit(page);
    await page.locator('.refused').waitFor();
    expect(await day.told()).not.toContain('danger.cleared');

    const other = await day.open(ben, '/console?view=grid&tab=dangers');
    await openFirst(other);
    await other.locator('[data-action=clear]').click();
    await submit(other);
    await page.locator('[data-row]').waitFor({ state: 'detached' });
    expect(await day.told()).toContain('danger.cleared');
  });

  test('a visit is done from the desk, and what is not in order becomes a danger', async () => {
    const page = await day.open(ann, '/console?view=grid&tab=visits');
    await openFirst(page);
    await page.locator('form button[type=submit]').click();
    await page.locator('form').getByText('Every item needs an answer.').waitFor();
    const items = page.locator('form fieldset');
    for (let i = 0; i < (await items.count()); i++)
      await items
        .nth(i)
        .getByLabel(i === 0 ? 'Not in order' : 'In order', { exact: true })
        .check();
    await submit(page);
    await page.locator('[data-row]').waitFor({ state: 'detached' });
    expect((await day.told()).filter((kind) => kind === 'danger.found')).toHaveLength(2);
  });

  test('a post is filled, and the record says who was responsible', async () => {
    await day.open(mei, '/console');
    const page = await day.open(ann, '/console?view=grid&status=unstaffed');
    await openFirst(page);
    await page.locator('[data-action=fill-post]').click();
    await page.locator('form select').first().selectOption('primary');
    await page.locator('form select').nth(1).selectOption({ label: 'Mei' });
    await submit(page);
    await page.locator('li', { hasText: 'Primary' }).getByText('Mei').first().waitFor();
    expect(await day.told()).toContain('post.filled');
  });

  test('a shift is handed over by two people, each in their own session', async () => {
    const giving = await day.open(ann, '/console?view=shift&tab=handover');
    await giving.locator('[data-action=draw-up]').click();
    await giving.locator('form textarea').fill('One patrol short until 04:00');
    await submit(giving);
    await giving.locator('[data-action=give]').click();
    await giving.keyboard.press('Enter');
    await giving.getByRole('main').getByText('Waits for the signature of the supervisor who takes').waitFor();
    expect(await giving.locator('[data-action=take]').count()).toBe(0);

    const taking = await day.open(ben, '/console?view=shift&tab=handover');
    await taking.getByText('One patrol short until 04:00').waitFor();
    // A letter asks, and says what is taken; only the next key signs.
    await taking.keyboard.press('t');
    await taking.locator('dialog').getByText('One patrol short until 04:00').waitFor();
    expect((await day.told()).filter((kind) => kind === 'handover.signed')).toHaveLength(1);
    await taking.keyboard.press('Enter');
    await expect.poll(async () => (await day.told()).filter((kind) => kind === 'handover.signed').length).toBe(2);
    await taking.getByRole('tab', { name: 'Past hand-overs' }).click();
    const row = taking.locator('tbody tr').first();
    await row.getByText('Ann').waitFor();
    await row.getByText('Ben').waitFor();
  });

  test('what was said in a dispute reaches its handler and nobody else', async () => {
    const page = await day.open(mei, '/console?view=disputes');
    await page.locator('[data-action=register]').click();
    await page.locator('form select').first().selectOption('neighbours');
    for (const level of ['District', 'Sub-district', 'Community', 'Cell'])
      await page.locator('form').getByLabel(level, { exact: true }).selectOption({ index: 1 });
    // The map goes to the cell that the lists have; Enter at its cross chooses what lies there, and the lists follow.
    const cell = page.locator('form').getByLabel('Cell', { exact: true });
    const chosen = await cell.inputValue();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Choose on the map' }).click();
    await page.waitForSelector('[data-cell-map]:is([data-cell-map="ok"], [data-cell-map="less"])', { timeout: 60_000 });
    await page.locator('form').getByLabel('District', { exact: true }).selectOption('');
    await page.locator('[data-cell-map] canvas').press('Enter');
    await expect.poll(() => cell.inputValue()).toBe(chosen);
    await page.locator('form textarea').first().fill('Ma Xiulan, 13997110001');
    await page.locator('form textarea').nth(1).fill('Water through the ceiling');
    await submit(page);
    await page.locator('dd', { hasText: 'Water through the ceiling' }).waitFor();
    await page.keyboard.press('s');
    await submit(page);
    await page.locator('dd', { hasText: 'Screened' }).waitFor();

    const { searchParams } = new URL(page.url());
    const other = await day.open(ann, `/console?view=disputes&id=${searchParams.get('id')}`);
    await other.locator('tbody tr', { hasText: 'Screened' }).waitFor();
    await other.getByText('This case is read by its handlers only').waitFor();
    expect(await other.content()).not.toMatch(/Ma Xiulan|Water through/);
  });

  test('the audit shows to oversight who looked', async () => {
    await day.open(mei, '/console?view=people');
    const page = await day.open({ name: 'Ada', role: 'analyst', oversight: true }, '/console?view=audit');
    await page.locator('tbody tr', { hasText: 'Mei' }).filter({ hasText: 'register of people' }).waitFor();
  });

  test('a community fits on a phone', async () => {
    const page = await day.open(ann, `/community/${community}`, { width: 360, height: 740 });
    await page.locator('[data-panel=community]').waitFor();
    const wide = await page.locator('.view').evaluate((view) => view.scrollWidth - view.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
