import { describe, expect, test } from 'vitest';
import { emptyBoard } from '#data/contract/board.ts';
import type { CellId, Seq, SourceName, UnitId } from '#data/contract/ids.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { apart, imported, MONDAY, noted, past, registered, reported, triaged } from '../../support/store-facts.ts';
import type { MakeBench } from './contract.ts';

export function describeWholeStore(make: MakeBench): void {
  describe('the store', () => {
    test('says that it takes things in', async () => {
      const { store } = await make();
      expect(store.health().intake).toBe('ok');
    });

    test('keeps everything over a close, under the same epoch', async () => {
      const { store, reopen } = await make();
      if (!reopen) return;
      await store.log.append([...apart(reported('a'), imported(past('p'))), { facts: [noted('a', 2)], key: 'k' }]);
      await store.log.keepSnapshot(2 as Seq, emptyBoard);
      await store.tokens.add('aa', { kind: 'view', name: 'lobby', view: 'ops-wall' });
      await store.tracks.keep([{ unit: 'u' as UnitId, at: MONDAY, lon: 1, lat: 2, speed: 3, heading: 4 }]);
      const before = store.log.place();
      const again = await reopen();
      expect(again.log.place()).toEqual(before);
      expect(await again.incidents.get('a')).toMatchObject({ rev: 2 });
      expect(await again.incidents.get('p')).toMatchObject({ state: 'closed' });
      expect(await again.rollups.sum({ fromHour: 0, toHour: 1e6, by: [] })).toEqual([{ count: 2 }]);
      expect(await again.log.lastSnapshot()).toEqual({ seq: 2, board: emptyBoard });
      expect(await again.tokens.find('aa')).toMatchObject({ name: 'lobby' });
      expect(await again.tracks.latest()).toMatchObject([{ unit: 'u', lon: 1 }]);
      expect(await again.log.append(apart(registered('u')))).toEqual([{ is: 'appended', first: 5, last: 5 }]);
    });

    test('verifies itself', async () => {
      const { store } = await make();
      expect(await store.verify()).toEqual({
        ok: true,
        facts: 0,
        head: 0,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      await store.log.append(
        apart(reported('a'), triaged('a', 2, 'service/advice'), imported(past('p'), past('q')), registered('u')),
      );
      expect(await store.verify()).toEqual({
        ok: true,
        facts: 4,
        head: 4,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    });

    test('keeps what no database likes, and verifies it', async () => {
      const { store } = await make();
      const quoted = '\'";--\\ {a,"b"} \u2028 NULL';
      const odd = `a\0b \ud800 ${quoted}`;
      const fact = reported('a', {
        title: odd,
        source: 'hotline' as SourceName,
        sourceRef: quoted,
        cell: quoted as CellId,
      });
      await store.log.append([{ facts: [fact], key: quoted }, { facts: [registered(quoted)] }]);
      expect(await store.log.append([{ facts: [registered('u')], key: quoted }])).toEqual([
        { is: 'repeated', first: 1 },
      ]);
      expect(JSON.stringify((await store.log.read(0 as Seq, 1))[0]!.fact)).toBe(JSON.stringify({ ...fact, seq: 1 }));
      await store.drawers.put('session', 's', quoted);
      await store.drawers.put('person', 'ann', JSON.stringify({ odd }));
      expect(await store.drawers.get('person', 'ann')).toBe(JSON.stringify({ odd }));
      expect(await store.verify()).toMatchObject({ ok: true });
    });

    test('is copied while it goes on, and the copy is whole', async () => {
      const { store, backups } = await make();
      if (!backups) return;
      await store.log.append(apart(reported('a'), imported(past('p'))));
      const place = store.log.place();
      const appends = Array.from({ length: 20 }, (_, i) => store.log.append(apart(reported(`later-${i}`))));
      await store.backup(backups.path);
      await Promise.all(appends);
      const copy = await backups.open(backups.path);
      expect(copy.log.place().seq).toBeGreaterThanOrEqual(place.seq);
      expect(copy.log.place().epoch).not.toBe(place.epoch);
      expect(await copy.verify()).toMatchObject({ ok: true });
      await copy.close();
    });

    test('commits what was under way when it is closed, and takes nothing afterwards', async () => {
      const { store, reopen } = await make();
      const appends = Array.from({ length: 20 }, (_, i) => store.log.append(apart(reported(`i${i}`))));
      const close = reopen ? reopen() : store.close();
      expect((await Promise.all(appends)).flat()).toHaveLength(20);
      const again = await close;
      if (again) expect(again.log.place().seq).toBe(20);
      await expect(store.log.append(apart(registered('u')))).rejects.toThrow(StoreUnavailable);
    });
  });
}
