import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CategoryId } from '#data/contract/incident.ts';
import { TooMuchAtOnce } from '#data/kit/line.ts';
import { createAnalysis } from '#server/analysis/analysis.ts';
import { createAskedTrends } from '#server/analysis/asked-trends.ts';
import { startApp } from '../support/app.ts';
import { areas, city, evenly, pack, past, recounted, standingClock, toldLog } from './counted-city.ts';

const communities = pack.areas.map(({ id }) => ({ area: id as string }));

async function asked() {
  const told = toldLog();
  const clock = standingClock(city('2026-11-23 12:00'));
  const rollups = recounted(evenly(3, '2026-06-01', '2026-11-24'));
  const analysis = await createAnalysis({ rollups, log: told.log, clock, pack, areas, hourShift: 0, open: () => [] });
  const compute = vi.fn(analysis.week);
  /** What waits for the thread at this moment: one for each trend that is under way. */
  const breathing: (() => void)[] = [];
  let most = 0;
  const trends = createAskedTrends(analysis, () => new Promise((go) => (most = Math.max(most, breathing.push(go)))));
  const trend = { name: 'week', compute };
  return {
    told,
    clock,
    analysis,
    compute,
    most: () => most,
    ask: (selection: object, caller = 'one') => trends.ask(trend, selection, caller),
    async letBreathe(done: Promise<unknown>) {
      let isOver = false;
      const over = () => (isOver = true);
      void done.then(over, over);
      while (!isOver) {
        breathing.shift()?.();
        await new Promise(setImmediate);
      }
    },
  };
}

describe('a trend that is asked for', () => {
  test('is computed once for each selection, and one at a time', async () => {
    const { ask, letBreathe, compute, most, analysis } = await asked();
    const all = [...communities, ...communities].map((selection) => ask(selection));
    await letBreathe(Promise.all(all));
    expect(compute).toHaveBeenCalledTimes(communities.length);
    expect(most()).toBe(1);
    for (const [i, selection] of communities.entries()) expect(await all[i]).toEqual(analysis.week(selection));
  });

  test('is computed anew after a report and with the hour, and says as of when it holds', async () => {
    const { ask, letBreathe, compute, clock, told, analysis } = await asked();
    await letBreathe(ask({}));
    clock.set(city('2026-11-23 12:20'));
    told.tell({ kind: 'shift.noted', at: 1, entry: {} as never });
    const again = await ask({});
    expect(again).toEqual(analysis.week({}));
    expect(again).toMatchObject({ asOf: city('2026-11-23 12:20'), seq: 1 });
    expect(compute).toHaveBeenCalledTimes(1);
    told.tell({ kind: 'incidents.imported', at: 1, incidents: [past(city('2026-11-23 09:00'))] });
    const counted = ask({});
    await letBreathe(counted);
    expect((await counted).counted).toBe(again.counted + 1);
    clock.set(city('2026-11-23 13:00'));
    await letBreathe(ask({}));
    expect(compute).toHaveBeenCalledTimes(3);
  });

  test('comes in turn for those who ask, and too much is refused to whoever asks for it', async () => {
    const { ask, letBreathe } = await asked();
    const order: string[] = [];
    const selections = Array.from({ length: 66 }, (_, i) => ({ category: `made-up/c${i}` as CategoryId }));
    const greedy = selections
      .slice(0, 65)
      .map((selection) => ask(selection, 'greedy').then(() => order.push('greedy')));
    const refused = ask(selections[65]!, 'greedy').catch((error: unknown) => error);
    const polite = ask({}, 'polite').then(() => order.push('polite'));
    await letBreathe(Promise.all([...greedy, polite]));
    expect(await refused).toEqual(new TooMuchAtOnce(true));
    expect(order.indexOf('polite')).toBe(2);
  });
});

test('others are answered while trends are computed', async () => {
  const app = await startApp({ pack });
  onTestFinished(() => app.stop());
  const headers = { authorization: `Bearer ${await app.addView('ops-wall')}` };
  const order: string[] = [];
  const ask = (path: string) =>
    fetch(`${app.url}${path}`, { headers }).then(({ status }) => order.push(`${status} ${path}`));
  const trends = communities.flatMap(({ area }) =>
    ['week', 'months'].map((kind) => ask(`/api/v1/trends/series?kind=${kind}&area=${area}`)),
  );
  await Promise.race(trends);
  await ask('/healthz');
  expect(order.at(-1)).toBe('200 /healthz');
  expect(order.length).toBeLessThan(trends.length + 1);
  await Promise.all(trends);
  expect(order.filter((answer) => answer.startsWith('200'))).toHaveLength(trends.length + 1);
});
