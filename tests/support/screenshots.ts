// Takes pictures of a running wall: node tests/support/screenshots.ts [base URL] [folder] [path]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser, MAP_DRAWN } from './browser.ts';

const [base = 'http://127.0.0.1:8080', folder = 'docs/pictures', path = '/wall'] = process.argv.slice(2);

const sizes = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 1080 },
  { width: 3840, height: 2160 },
];
const langs = ['en', 'zh-CN'];

mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const { width, height } of sizes) {
    for (const lang of langs) {
      const page = await browser.newPage({ viewport: { width, height } });
      const url = new URL(path, base);
      url.searchParams.set('lang', lang);
      await page.goto(url.href);
      await page.waitForSelector('[data-panel]');
      // The demo's wall is live within seconds; a picture of one that is not says so itself.
      await page.waitForSelector('html[data-link="live"]', { timeout: 20_000 }).catch(() => {});
      await page.waitForSelector(MAP_DRAWN, { timeout: 60_000 }).catch(() => {});
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.waitForTimeout(3000);
      const file = join(folder, `wall-${width}x${height}-${lang}.png`);
      await page.screenshot({ path: file, timeout: 120_000 });
      console.log(file);
      await page.close();
    }
  }
} finally {
  await browser.close();
}
