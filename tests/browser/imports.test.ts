import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { openViewsDay, pack, type ViewsDay } from './views-day.ts';

const [lon, lat] = pack.cells[0]!.anchor;
const good = (id: string) => `${id},2026-01-05 10:30,${lon},${lat},theft,`;
const table = (...rows: string[]) => ['Case Number,Date,Longitude,Latitude,Type,Note', ...rows].join('\n');
const fileOf = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

describe.runIf(hasBrowser)('a file of another system, by an administrator', () => {
  let browser: Browser;
  let day: ViewsDay;
  let page: Page;
  beforeAll(async () => {
    buildPages();
    browser = await launchBrowser();
    day = await openViewsDay(browser);
    page = await day.open({ name: 'Ada', role: 'admin' }, '/console?view=imports&lang=en');
  });
  afterAll(async () => {
    await browser?.close();
    await day?.stop();
  });
  const choose = (text: string) => page.setInputFiles('input[type=file]', fileOf('cases.csv', text));
  const says = (text: string) => page.getByText(text).first().waitFor({ timeout: 8000 });

  test('is guessed, tried, refused as a whole, saved row by row, and taken where it is good', async () => {
    await choose(table(...Array.from({ length: 19 }, (_, i) => good(`g${i}`)), '2,never,,,theft,=CMD|x'));
    await says('Is read as');
    expect(await page.getByLabel('Time', { exact: true }).inputValue()).toBe('Date');
    expect(await axeFaults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Try it' }).click();
    await says('Nothing would be taken in, because rows are refused: 1. What is good: 19.');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await says('Nothing was taken in, because rows are refused: 1.');
    expect(await day.told()).not.toContain('incidents.imported');
    expect(await axeFaults(page)).toEqual([]);

    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the refused rows with their reasons' }).click(),
    ]);
    expect(readFileSync(await saved.path(), 'utf8')).toContain("21,unreadable-time,2,never,,,theft,'=CMD|x");

    await page.getByLabel('Take what is good, though rows are refused').check();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await says('19 of 20 rows are taken in.');
    expect(await day.told()).toContain('incidents.imported');
  });

  test('is put right by hand where a guess was wrong, and read anew', async () => {
    await choose(table(good('8'), good('9').replace('theft', 'heresy')));
    await says('A category that the mapping does not know');
    await page.getByLabel('Stands for: heresy').selectOption({ index: 1 });
    await page.getByText('A category that the mapping does not know').waitFor({ state: 'detached' });
    await page.getByLabel('Time', { exact: true }).selectOption('Note');
    await says('No time');
  });

  test('is taken back from the list, in either language', async () => {
    await page.goto(`${day.app.url}/console?view=imports&lang=zh-CN`);
    await page.locator('tr[data-import]').getByRole('button', { name: '撤回' }).click();
    await page.getByRole('button', { name: '撤回这次导入' }).click();
    await page.getByText(/已撤回：19/).waitFor();
    expect(await day.told()).toContain('incidents.withdrawn');
    expect(await axeFaults(page)).toEqual([]);
  });
});
