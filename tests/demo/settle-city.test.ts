import { describe, expect, test } from 'vitest';
import type { LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { SourceName } from '#data/contract/ids.ts';
import { demoActor } from '#server/demo/exercise.ts';
import { settleCity } from '#server/playing/settle-city.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { registered, reported } from '../support/store-facts.ts';

const refusal = /^DEMO=1: the store is that of a real city/;

/** A store of before it was kept what its city is. */
async function storeWith(...facts: NewFact[]) {
  const store = createMemoryStore();
  await store.tokens.add('aa', { kind: 'source', name: 'hotline' as SourceName });
  if (facts.length > 0) await store.log.append([{ facts }]);
  return {
    ...store,
    facts: async (): Promise<LoggedFact[]> => (await store.log.read(0 as never, 100)).map(({ fact }) => fact),
  };
}
const crew: NewFact = { ...registered('PD-1'), by: demoActor, exercise: true };
const drill: NewFact = { ...reported('drill'), exercise: true };

describe('what a store keeps of its city from the first start on', () => {
  test('a real one lets no demo in, also when nothing has happened yet', async () => {
    const store = await storeWith();
    await settleCity(store, false);
    const before = await store.facts();
    await expect(settleCity(store, true)).rejects.toThrow(refusal);
    expect(await store.facts()).toEqual(before);
    await settleCity(store, false);
  });

  test('an invented one is shown without the demo, and played on', async () => {
    const store = await storeWith();
    await settleCity(store, true);
    await settleCity(store, false);
    await store.log.append([{ facts: [reported('a')] }]);
    await settleCity(store, true);
  });

  test('where it is not kept yet the log says it', async () => {
    const demo = await storeWith(crew, reported('a'));
    await settleCity(demo, false);
    await settleCity(demo, true);
    await expect(settleCity(await storeWith(reported('a')), true)).rejects.toThrow(refusal);
    await expect(settleCity(await storeWith(drill), true)).rejects.toThrow(refusal);
  });

  test('of two nodes that come first at once, the one that was quicker decides', async () => {
    const store = await storeWith();
    const [real, invented] = await Promise.allSettled([settleCity(store, false), settleCity(store, true)]);
    expect([real.status, invented.status]).toEqual(['fulfilled', 'rejected']);
  });
});
