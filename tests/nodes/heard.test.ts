import { describe, expect, test } from 'vitest';
import type { SourceName } from '#data/contract/ids.ts';
import { createHeardLane } from '#server/nodes/heard-lane.ts';
import { decodeHeard, encodeHeard, type HeardGroup } from '#server/nodes/heard-packet.ts';
import { createInProcess } from '#server/store/in-process.ts';
import type { Channel } from '#server/store/shared.ts';
import type { TrackFix } from '#server/store/store.ts';
import { unitId } from '../support/make-rows.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

const radio = 'radio' as SourceName;
const fix = (unit: string, at: number, over: Partial<TrackFix> = {}): TrackFix => ({
  unit: unitId(unit),
  at,
  lon: 101.77,
  lat: 36.62,
  speed: NaN,
  heading: NaN,
  ...over,
});
const group = (...fixes: TrackFix[]): HeardGroup => ({ source: radio, exercise: false, reports: false, fixes });

describe('a packet of what was heard', () => {
  test('comes back as it was sent', () => {
    const groups = [
      group(fix('车 1', 1_800_000_000_123, { speed: 8.5, heading: 270 }), fix('u2', 5, { lon: NaN, lat: NaN })),
      { source: radio, exercise: true, reports: true, fixes: [] },
    ];
    expect(decodeHeard(encodeHeard({ from: 'a', groups }))).toEqual({ from: 'a', groups });
  });

  test('that is cut, or of another version, is none', () => {
    const whole = encodeHeard({ from: 'a', groups: [group(fix('u1', 5))] });
    for (let length = 0; length < whole.length; length++) {
      const cut = decodeHeard(whole.subarray(0, length));
      // Where a group ends, what is there is whole.
      expect(cut === null || cut.groups.length === 0).toBe(true);
    }
    expect(decodeHeard(Uint8Array.of(9, ...whole.slice(1)))).toBeNull();
  });
});

/** Nodes on one channel, and a store that all of them keep their fixes in. */
function nodes(clock: TestClock, count: number) {
  const { heard: channel } = createInProcess(clock);
  const kept = new Map<string, TrackFix>();
  return Array.from({ length: count }, () => {
    const shown = new Map<string, number>();
    let isCut = false;
    let storeIsGone = false;
    const own: Channel = {
      send: (message) => void (isCut || channel.send(message)),
      follow: (receive) => channel.follow((message) => void (isCut || receive(message))),
      isUp: () => true,
    };
    const take = ({ unit, at }: TrackFix) => void shown.set(unit, Math.max(at, shown.get(unit) ?? 0));
    const lane = createHeardLane({
      channel: own,
      clock,
      receive: ({ fixes }) => fixes.forEach(take),
      async latest() {
        if (storeIsGone) throw new Error('the store is gone');
        return [...kept.values()];
      },
      take,
      others: () => count - 1,
    });
    return {
      lane,
      shown,
      hear(...fixes: TrackFix[]) {
        for (const one of fixes) kept.set(one.unit, one);
        fixes.forEach(take);
        lane.tell(group(...fixes));
      },
      cut: (is: boolean) => (isCut = is),
      loseStore: (is: boolean) => (storeIsGone = is),
      age: () => clock.now() - lane.asOf(),
    };
  });
}

describe('what is heard at one node', () => {
  test('is in the picture of all within a moment', async () => {
    const clock = createTestClock();
    const [a, b, c] = nodes(clock, 3) as [Node, Node, Node];
    await clock.pass(5000);
    a.hear(fix('u1', 1));
    b.hear(fix('u2', 2));
    clock.advance(100);
    for (const { shown } of [a, b, c]) expect(Object.fromEntries(shown)).toEqual({ u1: 1, u2: 2 });
    expect([a, b, c].map(({ age }) => age())).toEqual([0, 0, 0]);
  });

  test('comes out of the store while the nodes do not hear of each other, and the age of the picture says so', async () => {
    const clock = createTestClock();
    const [a, b] = nodes(clock, 2) as [Node, Node];
    await clock.pass(5000);
    // Only b has lost the way: a, whose own way is open, misses what b hears all the same.
    b.cut(true);
    b.hear(fix('u1', 7));
    await clock.pass(6500, 500);
    expect(a.shown.get('u1')).toBe(7);
    for (const { age } of [a, b]) {
      expect(age()).toBeGreaterThan(0);
      expect(age()).toBeLessThanOrEqual(4000);
    }
    for (const each of [a, b]) each.loseStore(true);
    await clock.pass(30_000);
    for (const { age } of [a, b]) expect(age()).toBeGreaterThan(28_000);

    b.cut(false);
    await clock.pass(3000);
    // What was missed is not here yet.
    for (const { age } of [a, b]) expect(age()).toBeGreaterThan(30_000);
    for (const each of [a, b]) each.loseStore(false);
    await clock.pass(5000);
    for (const { age } of [a, b]) expect(age()).toBe(0);
  });

  test('is missed by nobody where no other lives', async () => {
    const clock = createTestClock();
    const [a] = nodes(clock, 1) as [Node];
    a.cut(true);
    await clock.pass(60_000);
    expect(a.age()).toBe(0);
  });
});
type Node = ReturnType<typeof nodes>[number];
