import { describe, expect, onTestFinished, test } from 'vitest';
import { alone, amongOthers } from '#server/nodes/keep-lease.ts';
import { joinNodes, type NodeCard } from '#server/nodes/registry.ts';
import type { Store } from '#server/store/store.ts';
import { linkTo } from '../support/nodes/linked-store.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

async function join(store: Store, clock: TestClock, id: string, over: Partial<NodeCard> = {}, rhythm = amongOthers) {
  const link = linkTo(store);
  const card = {
    name: id,
    build: '1',
    pack: 'xining',
    format: 3,
    demo: false,
    head: 0,
    screens: 0,
    since: clock.now(),
    ...over,
  };
  const trouble = (_what: string, error: unknown) => {
    throw error;
  };
  const registry = await joinNodes({ leases: link.store.leases, id, card: () => card, clock, rhythm, trouble });
  onTestFinished(() => registry.stop());
  return { ...link, ...registry, card };
}

function city() {
  const clock = createTestClock();
  return { clock, store: createMemoryStore({ now: clock.now }) };
}

describe('nodes on one store', () => {
  test('know each other, what each does, and who has died', async () => {
    const { clock, store } = city();
    const a = await join(store, clock, 'a', { screens: 3 });
    const b = await join(store, clock, 'b', { build: '2' });
    await store.leases.take('watch', 'b', 60_000);
    await clock.pass(2000, 250);
    for (const { nodes } of [a, b])
      expect(nodes()).toMatchObject([
        { id: 'a', build: '1', screens: 3, leads: [] },
        { id: 'b', build: '2', screens: 0, leads: ['watch'] },
      ]);
    expect([a.others(), b.others()]).toEqual([1, 1]);
    b.cut();
    await clock.pass(6000, 250);
    expect(a.others()).toBe(0);
    await a.stop();
    expect((await store.leases.list()).find(({ lease }) => lease === 'node/a')).toMatchObject({ leftMs: 0 });
  });

  test('let nobody join who would show another board, while one of them lives', async () => {
    const { clock, store } = city();
    const a = await join(store, clock, 'a');
    await expect(join(store, clock, 'b', { pack: 'elsewhere' })).rejects.toThrow(/^the node a has another city pack/);
    await expect(join(store, clock, 'c', { format: 4 })).rejects.toThrow(/^the node a has boards of format 3/);
    await expect(join(store, clock, 'e', { demo: true })).rejects.toThrow(/^the node a has DEMO=0, this one DEMO=1: /);
    await clock.pass(2000, 250);
    expect(a.others()).toBe(0);
    expect(a.why()).toBeNull();
    await a.stop();
    await join(store, clock, 'd', { format: 4 });
  });

  test('of two that come at once and differ, one stays', async () => {
    const { clock, store } = city();
    const came = await Promise.allSettled([join(store, clock, 'a'), join(store, clock, 'b', { pack: 'elsewhere' })]);
    expect(came.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('are not behind what another log had come to, once the store was restored', async () => {
    const { clock, store } = city();
    const a = await join(store, clock, 'a', { head: 500, epoch: 'one' });
    const b = await join(store, clock, 'b', { head: 500, epoch: 'one' });
    await clock.pass(2000, 250);
    // One reads the store anew while the other still shows what was before.
    Object.assign(a.card, { head: 300, epoch: 'two' });
    await clock.pass(2000, 250);
    Object.assign(b.card, { head: 300, epoch: 'two' });
    await clock.pass(8000, 250);
    for (const node of [a, b]) expect([node.why(), node.lag(), node.isCurrent()]).toEqual([null, 0, true]);
    Object.assign(b.card, { head: 301 });
    await clock.pass(8000, 250);
    expect([a.why(), a.isCurrent()]).toEqual(['this node is 1 facts behind', false]);
  });

  test('say when they are behind for longer than they may be, and when they are not any more', async () => {
    const { clock, store } = city();
    const a = await join(store, clock, 'a', { head: 10 });
    const b = await join(store, clock, 'b', { head: 10 });
    await clock.pass(2000, 250);
    // Facts come all the time: both go on, one a little later.
    for (let i = 0; i < 10; i++) {
      a.card.head += 5;
      await clock.pass(1000, 250);
      b.card.head = a.card.head - 2;
    }
    expect([b.lag() > 0, b.why(), b.isCurrent()]).toEqual([true, null, true]);
    a.card.head = 1000;
    await clock.pass(8000, 250);
    expect(b.isCurrent()).toBe(false);
    expect(b.why()).toMatch(/^this node is \d+ facts behind$/);
    expect([a.why(), a.lag()]).toEqual([null, 0]);
    b.card.head = 1000;
    expect([b.why(), b.isCurrent()]).toEqual([null, true]);
  });

  test('are not current while the store does not answer them, nor after it until they have caught up', async () => {
    const { clock, store } = city();
    const a = await join(store, clock, 'a', { head: 10 });
    const b = await join(store, clock, 'b', { head: 10 });
    a.pause();
    b.card.head = 40;
    await clock.pass(30_000, 500);
    expect(a.isCurrent()).toBe(false);
    expect(a.why()).toBe('the store does not answer this node');
    a.go();
    await clock.pass(1500, 250);
    // It is heard of again, and its board is of before it slept.
    expect(a.nodes()).toHaveLength(2);
    expect(a.isCurrent()).toBe(false);
    a.card.head = 40;
    expect([a.isCurrent(), a.why()]).toEqual([true, null]);
  });

  test('that are alone write nothing while they live, and are current', async () => {
    const { clock, store } = city();
    const a = await join(store, clock, 'a', {}, alone);
    const [before] = await store.leases.list();
    await clock.pass(3600_000, 60_000);
    expect((await store.leases.list())[0]!.token).toBe(before!.token);
    expect([a.isCurrent(), a.why(), a.others()]).toEqual([true, null, 0]);
  });
});
