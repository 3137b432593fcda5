import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Actor } from '#data/contract/actor.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { SourceName, Seq } from '#data/contract/ids.ts';
import { alarmOf, type Condition } from '#data/rules/alarm-identity.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import { createHub } from '#server/feed/hub.ts';
import { amongOthers, keepLease } from '#server/nodes/keep-lease.ts';
import { keepRetention } from '#server/retention.ts';
import type { Store } from '#server/store/store.ts';
import { createWatch } from '#server/watch/watch.ts';
import { linkTo } from '../support/nodes/linked-store.ts';
import { unitId } from '../support/make-rows.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { makePack } from '../support/pack.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

const by: Actor = { kind: 'person', id: 'ann' };
const alarm = alarmOf('channel-silent', { kind: 'source', id: 'radio' as SourceName }, 2, []);
const silent = alarm.id;
const further = (): Condition[] => [{ alarm, since: START, exercise: false }];

/** A process that watches the city beside others; unit u1 has not been heard for long. */
async function startNode(store: Store, clock: TestClock, holder: string) {
  const link = linkTo(store);
  const trouble = (_what: string, error: unknown) => {
    throw error;
  };
  const hub = await createHub({ log: link.store.log, clock, trouble });
  const held = keepLease({ leases: link.store.leases, lease: 'watch', holder, clock, rhythm: amongOthers, trouble });
  const board = () => hub.board;
  const seq = () => hub.log.head;
  const lastHeard = () => START - 10 * MINUTE;
  const append = vi.fn(link.store.log.append);
  const watch = createWatch({
    log: { ...link.store.log, append },
    board,
    seq,
    clock,
    held,
    pack: makePack(),
    lastHeard,
    further,
    trouble,
  });
  await held.asked();
  onTestFinished(() => {
    link.go();
    hub.close();
  });
  return { ...link, held, watch, board, append };
}
const START = createTestClock().now();

async function twoNodes() {
  const clock = createTestClock();
  const store = createMemoryStore({ now: clock.now });
  const keep = (...facts: NewFact[]) => store.log.append([{ facts }]);
  await keep({ kind: 'unit.registered', at: clock.now(), by, unit: { id: unitId('u1'), service: 'police' } });
  const a = await startNode(store, clock, 'a');
  const b = await startNode(store, clock, 'b');
  const facts = async () => (await store.log.read(0 as Seq, 10_000)).map(({ fact }) => fact);
  const raised = async () => (await facts()).filter(({ kind }) => kind === 'alarm.raised').length;
  return { clock, store, keep, a, b, facts, raised };
}

describe('what must happen once', () => {
  test('is done by one of two, and by the other within 5 s of the death of the first', async () => {
    const { clock, keep, a, b, raised } = await twoNodes();
    expect([a.held.now(), b.held.now()]).toEqual([expect.objectContaining({ lease: 'watch' }), null]);
    await clock.pass(2 * MINUTE, 500);
    expect(await raised()).toBe(1);
    expect(b.append).not.toHaveBeenCalled();
    await keep({ kind: 'alarm.acknowledged', alarm: silent, at: clock.now(), by });
    a.cut();
    await clock.pass(5000, 250);
    expect(b.held.now()).not.toBeNull();
    await clock.pass(5 * MINUTE, 500);
    expect(await raised()).toBe(1);
    expect(b.board().alarms.get(silent)).toMatchObject({ active: true, acknowledged: true });
  });

  test('is not done by one who has slept: what it writes is refused, and it follows', async () => {
    const { clock, store, a, b, facts } = await twoNodes();
    await clock.pass(2 * MINUTE, 500);
    const fence = a.held.now()!;
    a.pause();
    await clock.pass(30_000, 500);
    const { length } = await facts();
    const late = a.store.log.append([
      {
        facts: [{ kind: 'alarm.cleared', alarm: silent, at: clock.now(), by }],
        fence: { lease: fence.lease, token: fence.token },
      },
    ]);
    a.go();
    expect(await late).toEqual([{ is: 'fenced' }]);
    await clock.pass(3000, 250);
    expect(await facts()).toHaveLength(length);
    expect([a.held.now(), b.held.now()]).toEqual([null, expect.objectContaining({ lease: 'watch' })]);
    // And takes up again when the other goes.
    await b.held.stop();
    await clock.pass(1000, 250);
    expect(a.held.now()).not.toBeNull();
    expect((await store.leases.list())[0]).toMatchObject({ holder: 'a' });
  });

  test('waits until the board shows all that was said before', async () => {
    const { clock, store, keep, a, b, raised } = await twoNodes();
    await clock.pass(2 * MINUTE, 500);
    expect(await raised()).toBe(1);
    await a.held.stop();
    // It has the lease, and has not read what the one before said last.
    const behind = b.board();
    const taken = await store.leases.take('watch', 'b', MINUTE);
    await keep({ kind: 'alarm.acknowledged', alarm: silent, at: clock.now(), by });
    const append = vi.fn(store.log.append);
    const watch = createWatch({
      log: { ...store.log, append },
      board: () => ({ ...behind, alarms: new Map() }),
      seq: () => (taken!.at - 1) as Seq,
      clock,
      held: { now: () => taken, lost: () => {} },
      pack: makePack(),
      lastHeard: () => START - 10 * MINUTE,
      further,
      trouble: () => {},
    });
    await clock.pass(5 * MINUTE, 500);
    await watch.stop();
    expect(append).not.toHaveBeenCalled();
  });

  test('is deleted by the one who has the lease, and by nobody who lost it', async () => {
    const { clock, store, a, b } = await twoNodes();
    const DAY = 24 * 60 * MINUTE;
    const fix = { unit: unitId('u1'), at: START - 40 * DAY, lon: 1, lat: 1, speed: NaN, heading: NaN };
    const old = async () => (await store.tracks.read(0, clock.now() - 30 * DAY)).length;
    await store.tracks.keep([fix]);
    const stops = [a, b].map(({ store, held }) =>
      keepRetention({
        store,
        held: { ...held, now: () => (held === a.held ? stale : null) },
        clock,
        trouble: () => {},
      }),
    );
    const stale = a.held.now()!;
    await store.leases.giveBack(stale);
    await store.leases.take('watch', 'c', 10 * MINUTE);
    await clock.pass(2 * MINUTE);
    expect(await old()).toBe(1);
    expect(a.held.now()).toBeNull();
    for (const stop of stops) stop();
  });
});

describe('a lease that is kept', () => {
  test('is told to those who follow, and goes to the next within 5 s of an end without a word', async () => {
    const { clock, a, b } = await twoNodes();
    const told: unknown[] = [];
    b.held.follow((taken) => told.push(taken?.lease ?? null));
    a.cut();
    await clock.pass(5000, 250);
    expect(told).toEqual(['watch']);
    b.cut();
    a.go();
    await clock.pass(5000, 250);
    b.go();
    await clock.pass(1000, 250);
    expect(told).toEqual(['watch', null]);
  });

  test('is still ours when it ran out while nobody wanted it', async () => {
    const clock = createTestClock();
    const store = createMemoryStore({ now: clock.now });
    const { cut, go, held } = await startNode(store, clock, 'a');
    const first = held.now();
    cut();
    await clock.pass(MINUTE);
    go();
    await clock.pass(3000);
    expect(held.now()).toBe(first);
    expect((await store.leases.list())[0]!.leftMs).toBeGreaterThan(0);
  });
});
