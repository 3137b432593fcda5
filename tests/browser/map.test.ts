import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser, MAP_DRAWN } from '../support/browser.ts';
import { serveMapPage } from '../support/map-page/build-map-page.ts';

/** A Chromium that cannot draw WebGL at all. */
const blind = ['--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis'];

describe.runIf(hasBrowser)('the map in a browser', () => {
  let site: Awaited<ReturnType<typeof serveMapPage>>;
  let browser: Browser;

  beforeAll(async () => {
    site = await serveMapPage();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Software graphics are bound by pixels: a small panel is enough. */
  async function open(query: string, by = browser): Promise<{ page: Page; troubles: string[] }> {
    const page = await by.newPage({ viewport: { width: 800, height: 500 } });
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.goto(`${site.url}?pack=test&${query}`);
    return { page, troubles };
  }
  const state = (page: Page, wanted: string, timeout = 30_000) =>
    page.waitForSelector(wanted === 'ok' ? MAP_DRAWN : `html[data-map="${wanted}"]`, { state: 'attached', timeout });
  const settled = (page: Page) => page.waitForTimeout(1500);
  const lose = (page: Page) =>
    page.evaluate(() => {
      const context = document.querySelector('canvas')!.getContext('webgl2')!;
      context.getExtension('WEBGL_lose_context')!.loseContext();
    });

  /** Share of the panel's pixels that look like `colour`, in per mille. */
  async function shareOf(page: Page, [red, green, blue]: [number, number, number]): Promise<number> {
    const png = (await page.locator('.picture').screenshot()).toString('base64');
    return page.evaluate(
      async ({ png, red, green, blue }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        let alike = 0;
        for (let i = 0; i < data.length; i += 4)
          if (Math.abs(data[i]! - red) + Math.abs(data[i + 1]! - green) + Math.abs(data[i + 2]! - blue) < 40) alike++;
        return (4000 * alike) / data.length;
      },
      { png, red, green, blue },
    );
  }
  const blue: [number, number, number] = [0x5a, 0xae, 0xff];
  const red: [number, number, number] = [0xff, 0x5a, 0x52];

  test.each(['theme=dark&lang=en', 'theme=light&lang=zh-CN', 'theme=dark&lang=zh-CN&rem=40'])(
    'is drawn under the policy of a wall, without a blob and without complaint (%s)',
    async (query) => {
      const { page, troubles } = await open(`incidents=20&units=50&${query}`);
      await state(page, 'ok');
      await settled(page);
      expect(troubles).toEqual([]);
      await page.close();
    },
  );

  test('shows incidents and units where there are some', async () => {
    const { page } = await open('incidents=0&units=0');
    await state(page, 'ok');
    await settled(page);
    // What the legend has of it.
    const [fewBlue, fewRed] = [await shareOf(page, blue), await shareOf(page, red)];
    const { page: busy } = await open('incidents=120&units=300');
    await state(busy, 'ok');
    await settled(busy);
    expect(await shareOf(busy, blue)).toBeGreaterThan(3 * fewBlue + 1);
    expect(await shareOf(busy, red)).toBeGreaterThan(2 * fewRed + 0.5);
    await page.close();
    await busy.close();
  });

  test('draws itself anew within 15 s when the graphics card forgets, with everything on it', async () => {
    const { page } = await open('incidents=60&units=300');
    await state(page, 'ok');
    await settled(page);
    const before = [await shareOf(page, blue), await shareOf(page, red)];
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(document.documentElement.dataset['map']!)).observe(
        document.documentElement,
        {
          attributeFilter: ['data-map'],
        },
      );
    });
    await lose(page);
    await page.waitForFunction(() => (window as unknown as { seen: string[] }).seen.includes('ok'), undefined, {
      timeout: 15_000,
    });
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen[0])).toBe('lost');
    await settled(page);
    const after = [await shareOf(page, blue), await shareOf(page, red)];
    for (const [i, share] of after.entries()) expect(Math.abs(share - before[i]!)).toBeLessThan(before[i]! / 5 + 0.5);
    expect(await page.locator('canvas').count()).toBe(1);
    await page.close();
  });

  test('survives losing the graphics card again and again', async () => {
    const { page, troubles } = await open('incidents=10&units=20&every=200');
    for (let round = 0; round < 4; round++) {
      await state(page, 'ok');
      await lose(page);
      await state(page, 'lost', 5000);
    }
    await state(page, 'ok', 15_000);
    expect(troubles.filter((said) => !said.includes('CONTEXT_LOST'))).toEqual([]);
    await page.close();
  });

  test('gives way to a list within 5 s where nothing can be drawn', async () => {
    const other = await launchBrowser(blind);
    const { page } = await open('incidents=60&units=20', other);
    await state(page, 'list', 5000);
    const text = await page.locator('[data-panel=map]').innerText();
    expect(text).toContain('West District');
    expect(await page.locator('canvas').count()).toBe(0);
    await other.close();
  });

  test('fits the city anew when the wall changes its size', async () => {
    const { page, troubles } = await open('incidents=0&units=400');
    await state(page, 'ok');
    await settled(page);
    const bar = async () =>
      `${await page.locator('.scale span').innerText()} ${await page.locator('.scale span').getAttribute('style')}`;
    const wide = await bar();
    await page.setViewportSize({ width: 500, height: 400 });
    await settled(page);
    expect(await bar()).not.toBe(wide);
    expect(await shareOf(page, blue)).toBeGreaterThan(1);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('moves units between their fixes and leaves them where nothing is heard', async () => {
    // A fix every 5 s: more than a few different pictures in that time are of units on their way.
    const { page } = await open('incidents=0&units=40&every=5000&speed=60');
    await state(page, 'ok');
    await page.waitForTimeout(6000);
    const pictures = new Set<string>();
    for (let i = 0; i < 8; i++) {
      pictures.add((await page.locator('.picture').screenshot()).toString('base64'));
      await page.waitForTimeout(500);
    }
    expect(pictures.size).toBeGreaterThan(4);
    const { page: silent } = await open('incidents=0&units=40');
    await state(silent, 'ok');
    await silent.waitForTimeout(4000);
    const still = (await silent.locator('.picture').screenshot()).toString('base64');
    await silent.waitForTimeout(1500);
    expect((await silent.locator('.picture').screenshot()).toString('base64')).toBe(still);
    await page.close();
    await silent.close();
  });
});
