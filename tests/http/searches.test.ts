import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '#server/store/store.ts';
import { browserAt } from '../access/provider/test-browser.ts';
import { startApp } from '../support/app.ts';
import { makeReport } from '../support/report.ts';

/** Searches that the store was asked for and has not answered. */
const asked: { text: string; answer: () => void }[] = [];
const blocked = (store: Store): Store => ({
  ...store,
  incidents: {
    ...store.incidents,
    async list(filter, page) {
      const { text } = filter;
      if (text !== undefined) await new Promise<void>((answer) => asked.push({ text, answer }));
      return store.incidents.list(filter, page);
    },
  },
});
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise(setImmediate);
};

test('while searches wait for a store that does not answer, reports are taken in and people let in', async () => {
  const app = await startApp({ around: blocked });
  onTestFinished(() => app.stop());
  const [greedy, polite] = [await app.signIn(), await app.signIn()].map(({ cookie }) => browserAt(app.url, cookie));
  const source = { authorization: `Bearer ${await app.addSource('hotline')}`, 'content-type': 'application/json' };
  const report = (sourceRef: string) =>
    fetch(`${app.url}/api/v1/incidents`, {
      method: 'POST',
      headers: source,
      body: JSON.stringify(makeReport({ sourceRef })),
    });

  const statuses: number[] = [];
  const search = async (browser: typeof greedy, text: string) => {
    const { status } = await browser!.get(`incidents?text=${text}`);
    statuses.push(status);
    return status;
  };
  const searches = Array.from({ length: 20 }, (_, i) => search(greedy, `greedy-${i}`));
  // One is with the store, sixteen wait, and the rest is refused to whoever asked for so much.
  await until(() => statuses.length === 3);
  expect(statuses).toEqual([429, 429, 429]);
  const other = search(polite, 'polite');
  expect((await report('a')).status).toBe(201);
  expect((await report('b')).status).toBe(201);
  expect((await polite!.get('units')).status).toBe(200);
  expect(asked).toHaveLength(1);

  const order: string[] = [];
  while (order.length < 18) {
    await until(() => asked.length > 0);
    const [one, ...more] = asked.splice(0);
    expect(more).toEqual([]);
    order.push(one!.text.split('-')[0]!);
    one!.answer();
  }
  expect(order.indexOf('polite')).toBe(2);
  expect(await other).toBe(200);
  expect((await Promise.all(searches)).filter((status) => status === 200)).toHaveLength(17);
});
