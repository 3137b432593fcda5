import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emptyBoard } from '#data/contract/board.ts';
import type { Seq, UnitId } from '#data/contract/ids.ts';
import { carry, type Dump, type Load } from '#server/store/carry.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { dumpPostgres } from '#server/store/postgres/whole/dump.ts';
import { loadPostgres } from '#server/store/postgres/whole/load.ts';
import { readAddress } from '#server/store/postgres/connect/address.ts';
import { dumpFile, loadFile } from '#server/store/sqlite/carry/carry-file.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { StoreRefused, type Store } from '#server/store/store.ts';
import { ask, makeSchema } from '../support/postgres/database.ts';
import { describeWithDatabase } from '../support/postgres/with-database.ts';
import { apart, imported, MONDAY, noted, past, registered, reported, triaged } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

describeWithDatabase('a whole store', (database) => {
  const given = (url: string) => ({ url, node: 'test', hourShift: 0, secret: 'one' });
  type Place = { open(): Promise<Store>; dump(): Promise<Dump>; load(): Promise<Load> };
  const places: Record<string, () => Promise<Place>> = {
    async SQLite() {
      const file = join(temporaryFolder(), 'store.db');
      return {
        open: () => openSqliteStore({ file, hourShift: 0 }),
        dump: () => dumpFile(file),
        load: () => loadFile(file, 0),
      };
    },
    async PostgreSQL() {
      const url = await makeSchema(database.url);
      return {
        open: () => openPostgresStore(given(url)),
        dump: () => dumpPostgres({ address: readAddress(url), name: 'test' }, 'archive'),
        load: () => loadPostgres(given(url)),
      };
    },
  };

  const letters = (['a', 'b'] as const).map((id, at) => ({
    id,
    kind: 'dead' as const,
    channel: 'mqtt',
    source: null,
    at,
    reason: '/lat',
    body: '漏水',
  }));

  async function fill(store: Store): Promise<void> {
    await store.log.append([
      { facts: [reported('a', { title: 'Water 漏水' }), noted('a', 2)], key: 'k' },
      ...apart(registered('u'), imported(past('p'), past('q')), triaged('a', 3, 'public-security/theft')),
    ]);
    await store.log.keepSnapshot(1 as Seq, emptyBoard);
    await store.tokens.add('aa', { kind: 'view', name: 'lobby', view: 'ops-wall' });
    await store.drawers.put('person', 'ann', '{"n":1}');
    await store.drawers.put('photo', 'x', new Uint8Array([0, 255, 1]));
    await store.letters.keep(letters, { most: 9, oldestGives: false });
    await store.tracks.keep([{ unit: 'u' as UnitId, at: MONDAY, lon: 1, lat: 2, speed: NaN, heading: 4 }]);
  }

  test.each([
    ['SQLite', 'PostgreSQL'],
    ['PostgreSQL', 'SQLite'],
    ['PostgreSQL', 'PostgreSQL'],
  ])('goes from %s to %s with everything, and under an epoch of its own', async (from, to) => {
    const [source, target] = [await places[from]!(), await places[to]!()];
    const one = await source.open();
    onTestFinished(() => one.close());
    await fill(one);
    const seen: number[] = [];
    const end = await carry(await source.dump(), await target.load(), (done) => seen.push(done));
    expect(seen.at(-1)).toBe(end.seq);
    const other = await target.open();
    onTestFinished(() => other.close());
    expect(other.log.place()).toEqual({ ...one.log.place(), epoch: expect.any(String) });
    expect(other.log.place().epoch).not.toBe(one.log.place().epoch);
    expect(await other.verify()).toEqual({ ok: true, facts: end.seq, head: end.seq, hash: end.hash });
    expect(await other.log.read(0 as Seq, 100)).toEqual(await one.log.read(0 as Seq, 100));
    expect(await other.log.append([{ facts: [registered('v')], key: 'k' }])).toEqual([{ is: 'repeated', first: 1 }]);
    expect(await other.incidents.list({ text: '漏水' }, { limit: 5 })).toEqual(
      await one.incidents.list({ text: '漏水' }, { limit: 5 }),
    );
    const all = { fromHour: 0, toHour: 1e6, by: ['category', 'cell'] } as const;
    expect(await other.rollups.sum(all)).toEqual(await one.rollups.sum(all));
    expect(await other.letters.get('b')).toEqual(letters[1]);
    expect(await other.letters.list({}, { limit: 9 })).toEqual(await one.letters.list({}, { limit: 9 }));
    expect(await other.tokens.find('aa')).toEqual(await one.tokens.find('aa'));
    expect(await other.drawers.get('person', 'ann')).toBe('{"n":1}');
    expect([...((await other.drawers.get('photo', 'x')) as Uint8Array)]).toEqual([0, 255, 1]);
    expect(await other.tracks.latest()).toEqual(await one.tracks.latest());
    expect(await other.log.append(apart(registered('w')))).toMatchObject([{ is: 'appended', first: end.seq + 1 }]);
  });

  test('is filled into nothing but an empty database, and is no store before it is whole', async () => {
    const url = await makeSchema(database.url);
    const begun = await loadPostgres(given(url));
    await begun.facts([{ seq: 1, body: JSON.stringify(registered('u')) }]);
    await expect(openPostgresStore(given(url))).rejects.toThrow(/a copy into it is not finished/);
    await expect(loadPostgres(given(url))).rejects.toThrow(StoreRefused);
    await begun.giveUp();
    const store = await openPostgresStore(given(url));
    expect(store.log.place().seq).toBe(0);
    await store.close();
  });

  test('that does not come over whole is taken away again', async () => {
    const source = await places['SQLite']!();
    const one = await source.open();
    await fill(one);
    await one.close();
    const url = await makeSchema(database.url);
    const dump = await source.dump();
    const cut: Dump = { ...dump, facts: async (after) => (await dump.facts(after)).slice(0, after === 0 ? 2 : 0) };
    await expect(carry(cut, await loadPostgres(given(url)))).rejects.toThrow(/ends at fact 2/);
    const tables = `SELECT 1 FROM pg_class WHERE relnamespace = '${new URL(url).searchParams.get('schema')}'::regnamespace`;
    expect(await ask(database.url, tables)).toEqual([]);
  });
});
