import type { Browser } from 'playwright-core';
import { launchBrowser, MAP_DRAWN } from '../support/browser.ts';
import { serveMapPage } from '../support/map-page/build-map-page.ts';
import { median } from './in-turns.ts';

const ways = ['nothing', 'layer', 'updateData', 'setData'] as const;
export type Way = (typeof ways)[number];

/** What a second of 10,000 units at 10 Hz costs the page, and how often it was painted. */
export type MapCost = { mainMsPerSecond: number; paintsPerSecond: number; longTasks: number };

const WARM_UP_MS = 4000;
const MEASURED_MS = 10_000;

/**
 * Main-thread processor time of 10,000 moving units at 10 Hz, in Chromium with software graphics:
 * the map with nothing moving, with its own layer, and with MapLibre's sources, in turns.
 */
export async function measureMap(rounds = 3): Promise<Record<Way, MapCost>> {
  const site = await serveMapPage();
  const browser = await launchBrowser();
  const found = Object.fromEntries(ways.map((way) => [way, [] as MapCost[]])) as Record<Way, MapCost[]>;
  try {
    for (let round = 0; round < rounds; round++)
      for (const way of ways) found[way].push(await measureWay(browser, site.url, way));
  } finally {
    await browser.close();
    await site.close();
  }
  const middle = (costs: readonly MapCost[]): MapCost => ({
    mainMsPerSecond: median(costs.map((cost) => cost.mainMsPerSecond)),
    paintsPerSecond: median(costs.map((cost) => cost.paintsPerSecond)),
    longTasks: median(costs.map((cost) => cost.longTasks)),
  });
  return Object.fromEntries(ways.map((way) => [way, middle(found[way])])) as Record<Way, MapCost>;
}

async function measureWay(browser: Browser, url: string, way: Way): Promise<MapCost> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  await page.goto(`${url}bench.html?draws=${way}`);
  await page.waitForSelector(MAP_DRAWN, { state: 'attached', timeout: 60_000 });
  await page.waitForTimeout(WARM_UP_MS);
  await page.evaluate(() => {
    Object.assign(window, { longTasks: 0 });
    new PerformanceObserver(
      (list) => ((window as unknown as { longTasks: number }).longTasks += list.getEntries().length),
    ).observe({
      type: 'longtask',
    });
  });
  const session = await page.context().newCDPSession(page);
  // Processor time of the thread: what others do on this machine is not in it.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const { painted, longTasks } = await page.evaluate(() => ({
      painted: window.painted,
      longTasks: (window as unknown as { longTasks: number }).longTasks,
    }));
    return {
      task: metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000,
      painted,
      longTasks,
      at: performance.now(),
    };
  };
  const before = await read();
  await page.waitForTimeout(MEASURED_MS);
  const after = await read();
  await page.close();
  const seconds = (after.at - before.at) / 1000;
  return {
    mainMsPerSecond: (after.task - before.task) / seconds,
    paintsPerSecond: (after.painted - before.painted) / seconds,
    longTasks: after.longTasks - before.longTasks,
  };
}
