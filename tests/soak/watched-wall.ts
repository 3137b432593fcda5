import type { CDPSession, Page } from 'playwright-core';
import type { Truth } from '#client/feed/truth.ts';
import { launchBrowser } from '../support/browser.ts';

/** What a wall says of itself, on its root element and to who asks. */
export type WallTruth = { link: string; map: string; seq: number; hash: string };

export type WatchedWall = {
  truth(): Promise<WallTruth>;
  /** Megabytes of JavaScript heap after a full collection. */
  heap(): Promise<number>;
  close(): Promise<void>;
};

/** One wall in a browser without a screen; `link` hears each change of its link, epoch ms. */
export async function openWatchedWall(url: string, link: (state: string, at: number) => void): Promise<WatchedWall> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 960, height: 540 } });
  await page.exposeFunction('linkChanged', link);
  await page.addInitScript(reportLink);
  await page.goto(`${url}/wall`);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return {
    truth: () => truthOf(page),
    heap: () => heapOf(session),
    close: () => browser.close(),
  };
}

/** Runs in the page, before its own scripts and again after every reload. */
function reportLink(): void {
  const told = window as unknown as { linkChanged(state: string, at: number): void };
  let last: string | undefined;
  const look = () => {
    const state = document.documentElement?.dataset['link'];
    if (state === undefined || state === last) return;
    last = state;
    told.linkChanged(state, Date.now());
  };
  new MutationObserver(look).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-link'] });
}

function truthOf(page: Page): Promise<WallTruth> {
  return page.evaluate(() => {
    const { link = 'boot', map = '', seq = '0' } = document.documentElement.dataset;
    const { __watchfloor: told } = window as { __watchfloor?: Truth };
    return { link, map, seq: Number(seq), hash: told?.stateHash() ?? '' };
  });
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value / 2 ** 20;
}
