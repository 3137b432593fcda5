// node tests/support/map-page/shoot.ts FOLDER WIDTHxHEIGHT QUERY [WIDTHxHEIGHT QUERY ...]
import { join } from 'node:path';
import { launchBrowser, MAP_DRAWN } from '../browser.ts';
import { serveMapPage } from './build-map-page.ts';

const [folder = '.', ...wanted] = process.argv.slice(2);
const page = await serveMapPage();
const browser = await launchBrowser();
for (let i = 0; i < wanted.length; i += 2) {
  const [width = 1000, height = 600] = wanted[i]!.split('x').map(Number);
  const query = wanted[i + 1] ?? '';
  const tab = await browser.newPage({ viewport: { width, height } });
  tab.on('console', (message) => console.log(message.type(), message.text()));
  tab.on('pageerror', (error) => console.log('page error', error));
  await tab.goto(`${page.url}?${query}`);
  await tab.waitForSelector(MAP_DRAWN, { timeout: 60_000 });
  await tab.waitForTimeout(3000);
  const file = join(folder, `map-${width}x${height}-${query.replaceAll(/[&=]/g, '-') || 'plain'}.png`);
  await tab.screenshot({ path: file, timeout: 120_000 });
  console.log(file);
  await tab.close();
}
await browser.close();
await page.close();
