import { describe, expect, test, vi } from 'vitest';
import type { Letter } from '#server/store/letters.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import type { MakeBench } from './contract.ts';

const letter = (id: string, more: Partial<Letter> = {}): Letter => ({
  id,
  kind: 'dead',
  channel: 'mqtt',
  source: 'trackers',
  at: 1000,
  reason: '/lat: must be a number',
  body: '{"lat":"x"}',
  ...more,
});
const ample = { most: 100, oldestGives: true };

export function describeLetters(make: MakeBench): void {
  describe('a letter', () => {
    test('is kept as it came, once, and is read until it is taken out', async () => {
      const { store } = await make();
      const odd = letter('a\'";--', { source: null, reason: '原因 \'"', body: '{"text":"漏水 \\u0000"}' });
      expect(await store.letters.keep([odd, letter('b'), letter('b', { reason: 'other' })], ample)).toEqual({
        outcomes: ['kept', 'kept', 'known'],
        dropped: 0,
      });
      expect(await store.letters.get(odd.id)).toEqual(odd);
      expect(await store.letters.get('b')).toEqual(letter('b'));
      expect(await store.letters.get('c')).toBeNull();
      expect(await store.letters.remove('b')).toBe(true);
      expect(await store.letters.remove('b')).toBe(false);
      expect(await store.letters.get('b')).toBeNull();
    });

    test('is listed newest first, by page, kind and channel, without what it holds', async () => {
      const { store } = await make();
      await store.letters.keep(
        [
          letter('a', { at: 3 }),
          letter('b', { at: 1 }),
          letter('c', { at: 3, kind: 'quarantined' }),
          letter('d', { at: 2, channel: 'card' }),
        ],
        ample,
      );
      const first = await store.letters.list({}, { limit: 2 });
      expect(first.items.map(({ id }) => id)).toEqual(['c', 'a']);
      const { body, ...head } = letter('a', { at: 3 });
      expect(body).toBeTypeOf('string');
      expect(first.items[1]).toEqual(head);
      const second = await store.letters.list({}, { limit: 2, cursor: first.next! });
      expect(second).toMatchObject({ items: [{ id: 'd' }, { id: 'b' }], next: null });
      const ids = async (filter: Parameters<typeof store.letters.list>[0]) =>
        (await store.letters.list(filter, { limit: 9 })).items.map(({ id }) => id);
      expect(await ids({ kind: 'dead' })).toEqual(['a', 'd', 'b']);
      expect(await ids({ channel: 'card' })).toEqual(['d']);
      expect(await ids({ kind: 'quarantined', channel: 'card' })).toEqual([]);
      await expect(store.letters.list({}, { limit: 2, cursor: 'nonsense' })).rejects.toThrow(RangeError);
      expect(await store.letters.counts()).toEqual([
        { channel: 'card', kind: 'dead', count: 1, newest: 2 },
        { channel: 'mqtt', kind: 'dead', count: 2, newest: 3 },
        { channel: 'mqtt', kind: 'quarantined', count: 1, newest: 3 },
      ]);
    });

    test('finds no room where there are enough of its channel and kind, or the oldest gives way', async () => {
      const { store } = await make();
      const at = (n: number, more: Partial<Letter> = {}) => letter(`n${n}`, { at: n, ...more });
      const two = { most: 2, oldestGives: true };
      expect(await store.letters.keep([at(1), at(2), at(3)], two)).toEqual({
        outcomes: ['kept', 'kept', 'kept'],
        dropped: 1,
      });
      expect(await store.letters.keep([at(4), at(4)], two)).toEqual({ outcomes: ['kept', 'known'], dropped: 1 });
      expect(await store.letters.keep([at(9, { channel: 'card' })], two)).toMatchObject({ dropped: 0 });
      expect((await store.letters.list({}, { limit: 9 })).items.map(({ id }) => id)).toEqual(['n9', 'n4', 'n3']);
      const firm = { most: 2, oldestGives: false };
      expect(await store.letters.keep([at(5), at(4)], firm)).toEqual({ outcomes: ['full', 'known'], dropped: 0 });
      await store.letters.remove('n3');
      expect(await store.letters.keep([at(5)], firm)).toEqual({ outcomes: ['kept'], dropped: 0 });
    });

    test('is deleted on schedule, by whoever holds the lease', async () => {
      const { store } = await make();
      await store.letters.keep([letter('old', { at: 1 }), letter('new', { at: 9 })], ample);
      const first = (await store.leases.take('retention', 'a', 1))!;
      await vi.waitFor(async () => expect(await store.leases.take('retention', 'b', 9000)).not.toBeNull());
      expect(await store.letters.deleteBefore(9, first)).toBeNull();
      expect(await store.letters.deleteBefore(9)).toBe(1);
      expect((await store.letters.list({}, { limit: 9 })).items.map(({ id }) => id)).toEqual(['new']);
    });

    test('stands over a close, and in the copy', async () => {
      const { store, reopen, backups } = await make();
      await store.letters.keep([letter('a')], ample);
      if (backups) {
        await store.backup(backups.path);
        const copy = await backups.open(backups.path);
        expect(await copy.letters.get('a')).toEqual(letter('a'));
        await copy.close();
      }
      if (reopen) expect(await (await reopen()).letters.get('a')).toEqual(letter('a'));
    });

    test('is not kept in a store that takes nothing', async () => {
      const { store } = await make();
      await store.close();
      await expect(store.letters.keep([letter('a')], ample)).rejects.toThrow(StoreUnavailable);
    });
  });
}
