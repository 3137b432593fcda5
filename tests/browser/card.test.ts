import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { buildPages, hasBrowser, launchBrowser } from '../support/browser.ts';
import { type RunningApp, startApp } from '../support/app.ts';

let app: RunningApp;
let browser: Browser;
let admin: Record<string, string>;
let card: string;

async function post(path: string, body: object): Promise<Response> {
  return fetch(`${app.url}${path}`, { method: 'POST', headers: admin, body: JSON.stringify(body) });
}

/** The desk takes the case up, does it and tells so. */
async function doneAndTold(): Promise<void> {
  const [row] = (await app.store.incidents.list({ source: 'card' }, { limit: 1 })).items;
  const at = `/api/v1/incidents/${row!.id}`;
  const { category, priority } = row!;
  if (row!.state === 'reported') expect((await post(`${at}/triage`, { category, priority })).status).toBe(200);
  expect((await post(`${at}/resolve`, {})).status).toBe(200);
  expect((await post(`${at}/reply`, { outcome: 'done', text: '井盖已补装' })).status).toBe(200);
}

describe.skipIf(!hasBrowser)('a resident’s way at 360 px in Chinese', () => {
  beforeAll(async () => {
    buildPages();
    app = await startApp();
    browser = await launchBrowser();
    admin = { cookie: (await app.signIn({ role: 'admin' })).cookie, 'content-type': 'application/json' };
    const made = await post('/api/v1/cards', { area: 'd0s0c0', kind: 'primary' });
    card = ((await made.json()) as { items: { address: string }[] }).items[0]!.address;
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const phone = (javaScriptEnabled: boolean): Promise<BrowserContext> =>
    browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', javaScriptEnabled, bypassCSP: true });

  test.each([true, false])('from the card to the second answer, with JavaScript: %s', async (script) => {
    const context = await phone(script);
    const page = await context.newPage();
    await page.goto(card);
    if (script) {
      await page.getByRole('button', { name: '在地图上标记' }).click();
      await page.locator('.map img').click();
      await page.getByText('已标记位置').waitFor();
      expect(await axeFaults(page)).toEqual([]);
    }
    await page.getByLabel('发生了什么').fill(`井盖缺失 ${script}`);
    await page.getByLabel('类别').selectOption('public-security/theft');
    const photo = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: await picture() };
    await page.getByLabel('照片').setInputFiles(photo);
    await page.getByRole('button', { name: '提交' }).click();
    await page.waitForURL(/\/case\//);
    await page.getByText('您的反映已收到').waitFor();
    const [row] = (await app.store.incidents.list({ source: 'card' }, { limit: 1 })).items;
    expect(row).toMatchObject({ description: `井盖缺失 ${script}`, photo: expect.any(String) });

    await doneAndTold();
    await page.reload();
    await page.getByText('井盖已补装').first().waitFor();
    if (script) expect(await axeFaults(page)).toEqual([]);
    await page.getByLabel('如未解决').fill('边上还是松的');
    await page.getByRole('button', { name: '未解决' }).click();
    await page.getByText('已转达').waitFor();
    await page.getByText('重新办理', { exact: true }).waitFor();

    await doneAndTold();
    await page.reload();
    await page.getByRole('button', { name: '已解决', exact: true }).click();
    await page.getByText('已转达').waitFor();
    const wide = await page
      .locator('html')
      .evaluate(({ scrollWidth }) => scrollWidth)
      .catch(() => 360);
    expect(wide).toBeLessThanOrEqual(360);
    await context.close();
  });

  test('the card’s script is under 50 kB, compressed, with all that it loads', async () => {
    const text = async (path: string) => (await fetch(`${app.url}${path}`)).text();
    const script = await text('/card/page.js');
    expect(script).toContain('getCurrentPosition');
    const loaded = [...script.matchAll(/\/assets\/[\w.-]+\.js/g)].map(([path]) => path);
    const parts = [script, ...(await Promise.all(loaded.map(text)))];
    expect(parts.join('')).not.toMatch(/import\s*\(/);
    expect(parts.reduce((sum, part) => sum + gzipSync(part).length, 0)).toBeLessThan(50_000);
  });
});

async function picture(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp({ create: { width: 90, height: 60, channels: 3, background: '#886644' } })
    .jpeg()
    .toBuffer();
}
