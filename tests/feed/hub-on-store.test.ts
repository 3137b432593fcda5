import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { NewFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { createHub } from '#server/feed/hub.ts';
import { planStart } from '#server/feed/plan.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { ChainedFact, FactLog, Store } from '#server/store/store.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { temporaryFolder } from '../support/store-file.ts';
import { someFact } from './model/facts.ts';
import { realClock } from './real-clock.ts';

const trouble = (what: string, error: unknown) => {
  throw new Error(what, { cause: error });
};
const hubOn = ({ log }: Store, ringSize: number) => createHub({ log, clock: realClock, ringSize, trouble });
const facts = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i): NewFact => someFact([i % 11, i % 10, i % 7], 1000 + from + i));
const append = (store: Store, news: readonly NewFact[]) => store.log.append([{ facts: news }]);

it('each fact on the wire carries the first bytes of the chain over all facts before it (P13)', async () => {
  const store = await openSqliteStore({ file: join(temporaryFolder(), 'store.db'), hourShift: 0 });
  onTestFinished(() => store.close());
  const hub = await hubOn(store, 100);
  expect(hub.place()).toMatchObject({ seq: 0, hash: '0000000000000000' });
  const news = facts(30);
  await append(store, news);
  let link = Buffer.alloc(32);
  for (const [i, fact] of news.entries()) {
    link = createHash('sha256').update(link).update(JSON.stringify(fact)).digest();
    expect(hub.log.hashAt((i + 1) as Seq)).toBe(link.toString('hex', 0, 8));
  }
  hub.close();
});

it('a start beside others, who write while it reads and have kept a board further on, misses no fact and takes none twice (P6)', async () => {
  const store = createMemoryStore();
  await append(store, facts(30));
  const here = store.log.place();
  await append(store, facts(40, 30));
  const others = await hubOn(store, 100);
  for (const kept of [null, { seq: 50 as Seq, board: others.board }]) {
    // Told here of the first 30 only; the others are in the store already.
    let tell: (facts: readonly ChainedFact[]) => void = () => {};
    const log: FactLog = {
      ...store.log,
      place: () => here,
      lastSnapshot: async () => kept,
      follow(receive) {
        tell = receive;
        return () => {};
      },
    };
    const hub = await createHub({ log, clock: realClock, ringSize: 100, trouble });
    tell(await store.log.read(30 as Seq, 10));
    tell(await store.log.read(40 as Seq, 30));
    expect(hub.place()).toEqual(others.place());
    hub.close();
  }
  others.close();
});

it('after a restart the whole ring is there again, and every place in it can be gone on from (P6)', async () => {
  const file = join(temporaryFolder(), 'store.db');
  const ringSize = 400;
  let store = await openSqliteStore({ file, hourShift: 0 });
  let hub = await hubOn(store, ringSize);
  const places = [];
  for (let i = 0; i < 30; i++) {
    await append(store, facts(50, i * 50));
    places.push(hub.place());
  }
  const { floor, head } = hub.log;
  const told = stateHash(hub.board);
  const wall = hub.edition({ name: 'public-wall' }).stateHash();
  expect(head - floor).toBeGreaterThanOrEqual(ringSize);
  // The board at the floor is kept behind what is told.
  await vi.waitFor(async () => expect((await store.log.lastSnapshot())?.seq).toBe(floor), 10_000);
  hub.close();
  await store.close();

  store = await openSqliteStore({ file, hourShift: 0 });
  onTestFinished(() => store.close());
  hub = await hubOn(store, ringSize);
  expect(hub.log).toMatchObject({ floor, head });
  expect(stateHash(hub.board)).toBe(told);
  expect(hub.edition({ name: 'public-wall' }).stateHash()).toBe(wall);
  const plans = places.map((place) => planStart(place, hub.log).because);
  expect(plans).toEqual(places.map(({ seq }) => (seq < floor ? 'too far behind' : 'resumed')));
  expect(new Set(plans).size).toBe(2);
  hub.close();
});

it('a fact that carries a thousand past cases weighs a thousand, so that an import does not fill the memory', async () => {
  const store = await openSqliteStore({ file: join(temporaryFolder(), 'store.db'), hourShift: 0 });
  onTestFinished(() => store.close());
  const hub = await hubOn(store, 5000);
  const past = (i: number) => ({
    id: `p${i}`,
    category: 'service/other',
    priority: 3,
    reportedAt: i,
    times: { received: i },
    areas: [],
    source: 'old',
    sourceRef: `p${i}`,
  });
  for (let block = 0; block < 12; block++) {
    const incidents = Array.from({ length: 1000 }, (_, i) => past(block * 1000 + i));
    await append(store, [{ kind: 'incidents.imported', incidents, at: 5 } as never]);
  }
  expect(hub.log.head - hub.log.floor).toBeLessThanOrEqual(6);
  // The board at the floor is kept beside the work, a moment later.
  await expect.poll(async () => (await store.log.lastSnapshot())?.seq, { timeout: 10_000 }).toBe(hub.log.floor);
  hub.close();
});
