import { describe, expect, test, vi } from 'vitest';
import type { PersonId } from '#data/contract/ids.ts';
import type { Limit, Shared } from '#server/store/shared.ts';

/** What processes agree on: `make` gives so many of them the same place. */
export type MakeShared = (processes: number) => Promise<Shared[]>;

const LONG = 600_000;
const account = (key: string, over: Partial<Limit> = {}): Limit => ({
  what: 'account',
  key,
  free: 2,
  most: 900_000,
  ...over,
});
const person = (name: string) => ({ person: name as PersonId, name, incident: null });

/** What every place promises that processes share. */
export function describeShared(make: MakeShared): void {
  describe('a note', () => {
    test('holds at every process until it is forgotten, and is claimed once', async () => {
      const [here, there] = (await make(2)) as [Shared, Shared];
      await here.notes.put('known', 'ann\n10.0.0.1', LONG);
      expect(await there.notes.holds('known', 'ann\n10.0.0.1')).toBe(true);
      expect(await there.notes.holds('looked', 'ann\n10.0.0.1')).toBe(false);
      expect(await Promise.all([here, there, here].map(({ notes }) => notes.claim('looked', 'x', LONG)))).toEqual(
        expect.arrayContaining([true, false, false]),
      );
      await there.notes.forget('looked', 'x');
      expect(await here.notes.claim('looked', 'x', LONG)).toBe(true);
    });

    test('holds for its time only', async () => {
      const [here] = (await make(1)) as [Shared];
      await here.notes.put('known', 'soon', 1);
      await vi.waitFor(async () => expect(await here.notes.holds('known', 'soon')).toBe(false));
    });
  });

  describe('an attempt', () => {
    test('counts wherever it is made, and waits twice as long each time', async () => {
      const [here, there] = (await make(2)) as [Shared, Shared];
      expect(await here.tries.attempt([account('ann')])).toBe(0);
      expect(await there.tries.attempt([account('ann')])).toBe(0);
      const wait = await here.tries.attempt([account('ann')]);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(1000);
      expect(await there.tries.attempt([account('bob')])).toBe(0);
    });

    test('counts under all limits or under none', async () => {
      const [here] = (await make(1)) as [Shared];
      for (let i = 0; i < 2; i++) await here.tries.attempt([account('ann')]);
      expect(await here.tries.attempt([account('bob', { free: 1 }), account('ann')])).toBeGreaterThan(0);
      expect(await here.tries.attempt([account('bob', { free: 1 })])).toBe(0);
      expect(await here.tries.attempt([])).toBe(0);
    });

    test('that is taken back has not been, and one that is forgiven neither', async () => {
      const [here, there] = (await make(2)) as [Shared, Shared];
      for (let i = 0; i < 2; i++) await here.tries.attempt([account('ann')]);
      await there.tries.takeBack([account('ann')]);
      expect(await here.tries.attempt([account('ann')])).toBe(0);
      expect(await here.tries.attempt([account('ann')])).toBeGreaterThan(0);
      await there.tries.forgive('account', 'ann');
      expect(await here.tries.attempt([account('ann')])).toBe(0);
    });

    test('of many at once lets through as many as are free', async () => {
      const both = await make(2);
      const waits = await Promise.all(
        Array.from({ length: 20 }, (_, i) => both[i % 2]!.tries.attempt([account('ann')])),
      );
      expect(waits.filter((wait) => wait === 0)).toHaveLength(2);
    });
  });

  test('what is asked is counted at all together, within its window', async () => {
    const [here, there] = (await make(2)) as [Shared, Shared];
    expect(await here.counts.add('asked', 'a', LONG)).toMatchObject({ count: 1 });
    const second = await there.counts.add('asked', 'a', LONG);
    expect(second.count).toBe(2);
    expect(second.leftMs).toBeGreaterThan(LONG / 2);
    expect(await here.counts.add('asked', 'b', LONG)).toMatchObject({ count: 1 });
    await vi.waitFor(async () => expect(await here.counts.add('asked', 'short', 1)).toMatchObject({ count: 1 }));
    await vi.waitFor(async () => expect(await here.counts.add('asked', 'short', 1)).toMatchObject({ count: 1 }));
  });

  test('who is there is known everywhere, and told when it changes', async () => {
    const [here, there] = (await make(2)) as [Shared, Shared];
    const told = vi.fn();
    there.present.follow(told);
    here.present.put('1', person('ann'));
    there.present.put('2', person('bob'));
    const names = (shared: Shared) =>
      shared.present
        .all()
        .map(({ name }) => name)
        .sort();
    await vi.waitFor(() =>
      expect([names(here), names(there)]).toEqual([
        ['ann', 'bob'],
        ['ann', 'bob'],
      ]),
    );
    expect(told).toHaveBeenCalled();
    here.present.remove('1');
    await vi.waitFor(() => expect([names(here), names(there)]).toEqual([['bob'], ['bob']]));
  });

  test('what is sent is heard by all, the sender too, byte by byte', async () => {
    const [here, there] = (await make(2)) as [Shared, Shared];
    const heard: string[] = [];
    for (const [name, { heard: channel }] of Object.entries({ here, there }))
      channel.follow((bytes) => heard.push(`${name} ${Buffer.from(bytes).toString('hex')}`));
    await vi.waitFor(() => {
      here.heard.send(Uint8Array.of(0, 255, 10, 128));
      expect(new Set(heard)).toEqual(new Set(['here 00ff0a80', 'there 00ff0a80']));
    });
    expect(here.heard.isUp()).toBe(true);
  });
}
