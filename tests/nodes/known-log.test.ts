import { expect, onTestFinished, test, vi } from 'vitest';
import type { NewFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { knownLog } from '#server/store/known-log.ts';
import { StoreRefused } from '#server/store/store.ts';
import { startApp } from '../support/app.ts';
import { follow } from '../support/follower.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { registered } from '../support/store-facts.ts';

const stranger = { kind: 'weather.forecast', at: 1 } as unknown as NewFact;

test('a log is known up to the first fact of a later build, for everybody who follows', async () => {
  const store = createMemoryStore();
  const met = vi.fn();
  const log = knownLog(store.log, met);
  const heard: number[][] = [[], []];
  for (const list of heard) log.follow((facts) => list.push(...facts.map(({ fact }) => fact.seq)));
  await log.append([{ facts: [registered('u')] }]);
  await store.log.append([{ facts: [registered('v'), stranger, registered('w')] }]);
  await store.log.append([{ facts: [registered('x')] }]);
  expect(heard).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect(met.mock.calls).toEqual([[expect.objectContaining({ seq: 3, kind: 'weather.forecast' })]]);
  expect(await log.read(0 as Seq, 2)).toHaveLength(2);
  await expect(log.read(0 as Seq, 3)).rejects.toThrow(StoreRefused);
});

test('a node that meets such a fact steps aside: it says why, its screens go, nothing more comes in', async () => {
  const app = await startApp();
  onTestFinished(() => app.stop());
  const token = await app.addView('ops-wall');
  const screen = follow(app.url, token);
  onTestFinished(screen.stop);
  await vi.waitFor(() => expect(screen.state.link).toBe('live'));
  await app.store.log.append([{ facts: [registered('u'), stranger] }]);
  await vi.waitFor(() => expect(screen.state.link).not.toBe('live'));
  const ready = await fetch(`${app.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({
    ready: false,
    waitingFor: expect.stringContaining('of the kind "weather.forecast", which this build does not know'),
  });
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  const source = await app.addSource('hotline');
  const report = await fetch(`${app.url}/api/v1/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${source}`, 'content-type': 'application/json' },
    body: '[]',
  });
  expect(report.status).toBe(503);
  // What it shows is of before.
  expect(app.board().units.has('u' as never)).toBe(true);
});

test('a node does not start on a log that it does not know', async () => {
  const store = createMemoryStore();
  await store.log.append([{ facts: [registered('u'), stranger] }]);
  await expect(startApp({ around: () => store })).rejects.toThrow(/"weather.forecast", which this build does not know/);
});
