import { describe, expect, test, vi } from 'vitest';
import type { Seq, UnitId } from '#data/contract/ids.ts';
import type { Fence, Taken } from '#server/store/leases.ts';
import type { Entry } from '#server/store/store.ts';
import { apart, noted, registered, reported } from '../../support/store-facts.ts';
import type { MakeBench } from './contract.ts';

/** Longer than any test. */
const LONG = 600_000;

export function describeLeases(make: MakeBench): void {
  describe('a lease', () => {
    const entry = (fence: Fence, more: Partial<Entry> = {}): Entry => ({ facts: [registered('u')], fence, ...more });
    const fix = { unit: 'u' as UnitId, at: 1000, lon: 101, lat: 36, speed: NaN, heading: NaN };

    test('is held by one, and the others are told who has it', async () => {
      const { store } = await make();
      const taken = await store.leases.take('watch', 'a', LONG, 'node a');
      expect(taken).toEqual({ lease: 'watch', token: expect.any(Number), at: 0 });
      expect(await store.leases.take('watch', 'b', LONG)).toBeNull();
      expect(await store.leases.take('retention', 'b', LONG)).not.toBeNull();
      const [second, first] = await store.leases.list();
      expect(first).toEqual({ ...held(taken!), holder: 'a', says: 'node a', leftMs: expect.any(Number) });
      expect(first!.leftMs).toBeGreaterThan(LONG / 2);
      expect(first!.leftMs).toBeLessThanOrEqual(LONG);
      expect(second).toMatchObject({ lease: 'retention', holder: 'b', says: '' });
    });

    test('of many who ask at once goes to one', async () => {
      const { store } = await make();
      const asked = await Promise.all(
        Array.from({ length: 20 }, (_, i) => store.leases.take('watch', `node ${i}`, LONG)),
      );
      expect(asked.filter((taken) => taken !== null)).toHaveLength(1);
    });

    test('that was given back is free at once, and its next token is greater', async () => {
      const { store } = await make();
      const first = (await store.leases.take('watch', 'a', LONG))!;
      await store.leases.giveBack(first);
      expect((await store.leases.list())[0]).toMatchObject({ holder: 'a', leftMs: 0 });
      const second = (await store.leases.take('watch', 'b', LONG))!;
      expect(second.token).toBeGreaterThan(first.token);
      // Whoever had it before takes nothing away from whoever has it.
      await store.leases.giveBack(first);
      expect(await store.leases.take('watch', 'c', LONG)).toBeNull();
    });

    test('that has run out by the clock of the store is free; one that is renewed does not run out', async () => {
      const { store } = await make();
      const short = (await store.leases.take('watch', 'a', 1))!;
      const renewed = (await store.leases.take('retention', 'a', 1))!;
      expect(await store.leases.renew(renewed, LONG, 'still here')).toBe(true);
      const next = await vi.waitFor(async () => {
        const taken = await store.leases.take('watch', 'b', LONG);
        expect(taken).not.toBeNull();
        return taken!;
      });
      expect(next.token).toBeGreaterThan(short.token);
      expect(await store.leases.take('retention', 'b', LONG)).toBeNull();
      expect(await store.leases.list()).toMatchObject([{ holder: 'a', says: 'still here' }, { holder: 'b' }]);
    });

    test('that has run out is renewed as long as nobody has taken it, and not afterwards', async () => {
      const { store } = await make();
      const first = (await store.leases.take('watch', 'a', 1, 'a'))!;
      await vi.waitFor(async () => expect((await store.leases.list())[0]).toMatchObject({ leftMs: 0 }));
      expect(await store.leases.renew(first, 1)).toBe(true);
      await vi.waitFor(async () => expect(await store.leases.take('watch', 'b', LONG)).not.toBeNull());
      expect(await store.leases.renew(first, LONG, 'late')).toBe(false);
      expect(await store.leases.list()).toMatchObject([{ holder: 'b', says: '' }]);
    });

    test('that is taken anew by its own holder has a later token', async () => {
      const { store } = await make();
      const first = (await store.leases.take('watch', 'a', LONG))!;
      const again = (await store.leases.take('watch', 'a', LONG))!;
      expect(again.token).toBeGreaterThan(first.token);
      expect(await store.log.append([entry(first)])).toEqual([{ is: 'fenced' }]);
      // A number is used once, of whatever lease.
      const other = (await store.leases.take('retention', 'a', LONG))!;
      expect(other.token).toBeGreaterThan(again.token);
    });

    test('lets its holder write, and nobody under an earlier token of it', async () => {
      const { store } = await make();
      const first = (await store.leases.take('watch', 'a', LONG))!;
      expect(await store.log.append([entry(first)])).toMatchObject([{ is: 'appended' }]);
      expect(await store.tracks.keep([fix], first)).toBe(true);
      await store.leases.giveBack(first);
      const second = (await store.leases.take('watch', 'b', LONG))!;
      expect(second.at).toBe(1);
      const outcomes = await store.log.append([
        entry(first, { key: 'k' }),
        entry(second),
        { facts: [registered('v')] },
      ]);
      expect(outcomes.map(({ is }) => is)).toEqual(['fenced', 'appended', 'appended']);
      expect(await store.tracks.keep([{ ...fix, at: 2000 }], first)).toBe(false);
      expect(await store.tracks.deleteBefore(5000, first)).toBeNull();
      expect((await store.tracks.read(0, 9000)).map(({ at }) => at)).toEqual([1000]);
      expect(await store.tracks.deleteBefore(5000, second)).toBe(1);
      // The key was not taken.
      expect(await store.log.find('k')).toBeNull();
      expect(await store.log.append([entry(second, { key: 'k' })])).toMatchObject([{ is: 'appended' }]);
    });

    test('is asked before the key and the guards: who has lost it must know', async () => {
      const { store } = await make();
      const first = (await store.leases.take('watch', 'a', LONG))!;
      await store.log.append([{ facts: [reported('a')], key: 'k' }, ...apart(noted('a', 2))]);
      await store.leases.giveBack(first);
      await store.leases.take('watch', 'b', LONG);
      const guards = [{ subject: 'incident/a', at: 1 as Seq }];
      expect(await store.log.append([entry(first, { key: 'k' }), entry(first, { guards })])).toEqual([
        { is: 'fenced' },
        { is: 'fenced' },
      ]);
    });

    test('that nobody ever took, or another one, is no leave to write', async () => {
      const { store } = await make();
      const { token } = (await store.leases.take('watch', 'a', LONG))!;
      expect(await store.log.append([entry({ lease: 'retention', token })])).toEqual([{ is: 'fenced' }]);
      expect(await store.log.append([entry({ lease: 'watch', token: token + 1 })])).toEqual([{ is: 'fenced' }]);
    });

    test('keeps counting its tokens when the store is opened again', async () => {
      const { store, reopen } = await make();
      if (!reopen) return;
      const first = (await store.leases.take('watch', 'a', 1))!;
      const again = await reopen();
      const second = await vi.waitFor(async () => {
        const taken = await again.leases.take('watch', 'b', LONG);
        expect(taken).not.toBeNull();
        return taken!;
      });
      expect(second.token).toBeGreaterThan(first.token);
      expect(await again.log.append([entry(first)])).toEqual([{ is: 'fenced' }]);
    });
  });
}

const held = ({ lease, token }: Taken): Fence => ({ lease, token });
