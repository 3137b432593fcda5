import { describe, expect, test } from 'vitest';
import type { SourceName } from '#data/contract/ids.ts';
import type { Change } from '#server/store/store.ts';
import type { MakeBench } from './contract.ts';

const hotline = { kind: 'source', name: 'hotline' as SourceName } as const;

export function describeChanges(make: MakeBench): void {
  describe('the changes', () => {
    test('tell of each thing once, in order, as it is now', async () => {
      const { store } = await make();
      await store.drawers.put('person', 'ann', '1');
      await store.drawers.put('session', 's', 'of ann');
      await store.drawers.put('person', 'ann', '2');
      await store.drawers.remove('session', 's');
      await store.tokens.add('aa', hotline);
      await store.tokens.add('bb', hotline);
      await store.tokens.revoke('hotline');
      const { upto, changes } = await store.changes.since(0);
      expect(changes?.map(({ drawer, id, body }) => [drawer, id, body])).toEqual([
        ['person', 'ann', '2'],
        ['session', 's', null],
        ['token', 'aa', null],
        ['token', 'bb', null],
      ]);
      expect(changes?.at(-1)?.n).toBe(upto);
      expect((await store.changes.since(changes![0]!.n)).changes).toHaveLength(3);
      expect(await store.changes.since(upto)).toEqual({ upto, changes: [] });
      expect(store.changes.upto()).toBe(upto);
    });

    test('are told before the write that brought them resolves', async () => {
      const { store } = await make();
      const told: Change[] = [];
      const stop = store.changes.follow((changes) => told.push(...changes!));
      await store.drawers.put('person', 'ann', '{}');
      expect(told).toMatchObject([{ drawer: 'person', id: 'ann', body: '{}' }]);
      await store.tokens.add('aa', hotline);
      expect(told.at(-1)).toMatchObject({ drawer: 'token', id: 'aa', body: JSON.stringify(hotline) });
      await store.tokens.revoke('hotline');
      expect(told.at(-1)).toMatchObject({ drawer: 'token', id: 'aa', body: null });
      await Promise.all(['a', 'b', 'c'].map((id) => store.drawers.put('session', id, id)));
      expect(told.map(({ n }) => n)).toEqual(told.map(({ n }) => n).sort((a, b) => a - b));
      expect(new Set(told.slice(-3).map(({ id }) => id))).toEqual(new Set(['a', 'b', 'c']));
      stop();
      await store.drawers.remove('person', 'ann');
      expect(told.at(-1)).toMatchObject({ id: expect.stringMatching(/^[abc]$/) });
    });

    test('are none where nothing was there to take out, nor of photos', async () => {
      const { store } = await make();
      await store.drawers.remove('person', 'nobody');
      await store.tokens.revoke('nothing');
      await store.drawers.put('photo', 'ab', new Uint8Array([1]));
      expect(await store.changes.since(0)).toEqual({ upto: 0, changes: [] });
    });

    test('guard a drawer: what was decided on an older one is not kept, whoever changed it', async () => {
      const { store } = await make();
      await store.drawers.put('person', 'ann', '1');
      const at = store.changes.upto();
      await store.drawers.put('session', 's', 'another drawer');
      expect(await store.drawers.putIf('person', 'ann', '2', at)).toBe(true);
      expect(await store.drawers.putIf('person', 'bob', '1', at)).toBe(false);
      expect(await store.drawers.get('person', 'bob')).toBeNull();
      expect(await store.drawers.putIf('person', 'bob', '1', store.changes.upto())).toBe(true);
      const now = store.changes.upto();
      await store.drawers.remove('person', 'ann');
      expect(await store.drawers.putIf('person', 'bob', '2', now)).toBe(false);
      expect(await store.drawers.get('person', 'bob')).toBe('1');
    });

    test('of long ago, or of another store, are not told: all is read anew', async () => {
      const { store } = await make();
      const ids = Array.from({ length: 1500 }, (_, i) => `s${i}`);
      await Promise.all(ids.map((id) => store.drawers.put('session', id, id)));
      await Promise.all(ids.map((id) => store.drawers.remove('session', id)));
      expect((await store.changes.since(0)).changes).toBeNull();
      const { upto, changes } = await store.changes.since(store.changes.upto() - 900);
      expect(changes).toHaveLength(900);
      expect(await store.changes.since(upto + 1)).toEqual({ upto, changes: null });
    });

    test('go on counting after a restart', async () => {
      const { store, reopen } = await make();
      if (!reopen) return;
      await store.drawers.put('person', 'ann', '{}');
      const { upto } = await store.changes.since(0);
      const again = await reopen();
      expect(again.changes.upto()).toBe(upto);
      await again.drawers.put('person', 'ann', '{"n":2}');
      expect(await again.changes.since(upto)).toMatchObject({ changes: [{ n: upto + 1, body: '{"n":2}' }] });
    });
  });
}
