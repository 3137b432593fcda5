import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { NewFact } from '#data/contract/fact.ts';
import type { IncidentId, Seq } from '#data/contract/ids.ts';
import { archiveFacts } from '#server/store/archive/archive-facts.ts';
import type { Fence } from '#server/store/leases.ts';
import { ArchiveUnreadable } from '#server/store/archive/unreadable.ts';
import type { Entry, Store } from '#server/store/store.ts';
import { HOUR, imported, MONDAY, noted, past, registered, reported } from '../../support/store-facts.ts';
import type { MakeBench } from './contract.ts';

const DAY = 24 * HOUR;
const LONG = 600_000;

const filled = (at: number) =>
  ({
    kind: 'post.filled',
    at,
    by: { kind: 'person', id: 'ann' },
    cell: 'c1',
    post: { role: 'primary', person: 'li', from: at },
  }) as NewFact;

/** Three days, of which a month later the first two are finished and old: an import, reports, and what was done about them. */
const days = [0, 1, 40];
const entries: Entry[] = days.flatMap((day) => [
  { facts: [reported(`r${day}`, { at: MONDAY + day * DAY })], key: `key-${day}` },
  { facts: [{ ...noted(`r${day}`, 2, 'a note'), at: MONDAY + day * DAY + 1 }] },
  { facts: [{ ...imported(past(`p${day}`), past(`q${day}`)), at: MONDAY + day * DAY + 2 }] },
  { facts: [filled(MONDAY + day * DAY + 3)] },
]);

export function describeArchive(make: MakeBench): void {
  describe('the archive', () => {
    async function filled() {
      const bench = await make();
      const { store, archive } = bench;
      if (!archive) return null;
      await store.log.append(entries);
      const before = await everything(store);
      const fence = (await store.leases.take('retention', 'a', LONG))!;
      const run = (at = MONDAY + 30 * DAY, now = bench.store, under: Fence | null = fence) =>
        archiveFacts({ store: now, folder: archive, fence: () => under }, at);
      return { ...bench, archive, before, fence, run };
    }

    test('holds old facts, and whoever reads the log notices nothing', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run, before, reopen } = bench;
      expect(await run()).toBe(true);
      expect(await store.archive.oldest()).toBe(9);
      expect(await everything(store)).toEqual(before);
      expect(await store.verify()).toMatchObject({ ok: true, facts: store.log.place().seq });
      if (!reopen) return;
      const again = await reopen();
      expect(await everything(again)).toEqual(before);
      expect(await again.verify()).toMatchObject({ ok: true, facts: again.log.place().seq });
    });

    test('is files by day that a person can read, and that say how they are checked', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run, archive } = bench;
      await run();
      const sealed = await store.archive.sealed();
      expect(sealed.map(({ first, last }) => [first, last])).toEqual([
        [1, 4],
        [5, 8],
      ]);
      expect(readdirSync(archive).sort()).toEqual(sealed.map(({ file }) => file).sort());
      const [header, ...lines] = gunzipSync(readFileSync(join(archive, sealed[0]!.file)))
        .toString()
        .split('\n');
      expect(JSON.parse(header!)).toMatchObject({
        watchfloor: 'facts',
        epoch: store.log.place().epoch,
        first: 1,
        last: 4,
        before: '0'.repeat(64),
        after: sealed[1]!.before,
      });
      expect(JSON.parse(lines[0]!)).toEqual(entries[0]!.facts[0]);
      expect(lines).toHaveLength(5);
    });

    test('takes no day that is not over, and never the newest fact', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run } = bench;
      await run(MONDAY + DAY);
      expect((await store.archive.sealed()).at(-1)?.last).toBe(4);
      await run(MONDAY + 1000 * DAY);
      expect((await store.archive.sealed()).at(-1)?.last).toBe(12);
      expect(await store.archive.oldest()).toBeLessThanOrEqual(store.log.place().seq);
      expect(await store.verify()).toMatchObject({ ok: true });
    });

    test('a key whose entry is there is still known, with its first number', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run } = bench;
      await run();
      expect(await store.log.append([{ facts: [reported('again')], key: 'key-0' }])).toEqual([
        { is: 'repeated', first: 1 },
      ]);
      expect(await store.log.find('key-0')).toMatchObject({ seq: 1, kind: 'incident.reported' });
      const reports = { source: 'archive', sourceRef: 'old-p0', id: 'other' as IncidentId };
      expect(await store.log.append([{ facts: [reported('other')], reports }])).toMatchObject([
        { is: 'conflict', subject: 'incident/p0' },
      ]);
    });

    test('goes on with what happens to an old incident, and takes back an old import', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run } = bench;
      await run();
      const withdrawn = { kind: 'incidents.withdrawn', at: MONDAY + 50 * DAY, from: 3, incidents: [{ id: 'p0' }] };
      await store.log.append([
        { facts: [{ ...noted('r0', 3, 'much later'), at: MONDAY + 50 * DAY }] },
        { facts: [{ ...noted('q0', 2, 'much later'), at: MONDAY + 50 * DAY }] },
        { facts: [withdrawn as never] },
      ]);
      expect(await store.incidents.get('p0')).toBeNull();
      expect(await store.incidents.get('q0')).toMatchObject({ rev: 2 });
      expect((await store.incidents.timeline('r0')).map(({ seq }) => seq)).toEqual([1, 2, store.log.place().seq - 2]);
      expect(await store.verify()).toMatchObject({ ok: true });
      await run(MONDAY + 1000 * DAY);
      expect(await store.verify()).toMatchObject({ ok: true });
    });

    test('is copied as a part of the whole, which archives it again where it is', async () => {
      const bench = await filled();
      if (!bench?.backups) return;
      const { store, run, before, backups } = bench;
      await run();
      await store.backup(backups.path);
      const copy = await backups.open(backups.path);
      expect(await copy.verify()).toMatchObject({ ok: true });
      expect(await everything(copy)).toEqual(before);
      await copy.close();
    });

    test('is left alone by whoever has lost the lease', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run, fence } = bench;
      expect(await run(undefined, store, null)).toBe(true);
      expect(await store.archive.sealed()).toEqual([]);
      // Sealed, and not deleted yet.
      await run(undefined, { ...store, archive: { ...store.archive, drop: async () => true } });
      await store.leases.giveBack(fence);
      const later = (await store.leases.take('retention', 'b', LONG))!;
      expect(await store.archive.drop(8, fence)).toBe(false);
      expect(await run(MONDAY + 1000 * DAY)).toBe(false);
      expect(await store.archive.oldest()).toBe(1);
      expect((await store.archive.sealed()).at(-1)?.last).toBe(8);
      expect(await run(undefined, store, later)).toBe(true);
      expect(await store.archive.oldest()).toBe(9);
    });

    test('is never ahead of the files: what is in none is not deleted', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run, fence } = bench;
      await run(MONDAY + DAY);
      await store.archive.drop(12, fence);
      expect(await store.log.read(0 as Seq, 12)).toEqual(bench.before.log);
    });

    test('loses nothing wherever the run is stopped for good, and the next one goes on', async () => {
      for (let stopAt = 1, isOver = false; !isOver; stopAt++) {
        const bench = await make();
        const { archive, reopen } = bench;
        if (!archive || !reopen) return;
        await bench.store.log.append([...entries.slice(0, 4), ...entries.slice(8)]);
        const before = await everything(bench.store, 8);
        const archiving = async (store: Store) => {
          const fence = (await store.leases.take('retention', 'a', LONG))!;
          return archiveFacts({ store, folder: archive, fence: () => fence }, MONDAY + 30 * DAY);
        };
        isOver = await stoppedAt(stopAt, bench.store, archiving);
        const again = await reopen();
        expect(await everything(again, 8), `stopped at step ${stopAt}`).toEqual(before);
        expect(await archiving(again)).toBe(true);
        expect(await again.archive.oldest()).toBe(5);
        expect(await everything(again, 8), `stopped at step ${stopAt}`).toEqual(before);
        const files = (await again.archive.sealed()).map(({ file }) => file);
        expect(readdirSync(archive)).toEqual(files);
        if (isOver) expect(stopAt).toBeGreaterThan(6);
        if (stopAt % 3 === 0) expect(await again.verify()).toMatchObject({ ok: true });
        await again.close();
      }
    }, 300_000);

    test('that cannot be written leaves everything where it is', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run, archive, before } = bench;
      writeFileSync(archive, 'a file where the folder should be');
      await expect(run()).rejects.toThrow();
      expect(await store.archive.oldest()).toBe(1);
      expect(await everything(store)).toEqual(before);
      rmSync(archive);
      expect(await run()).toBe(true);
      expect(await everything(store)).toEqual(before);
    });

    test('that lacks a file refuses what is in it by name, and nothing else', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run, archive } = bench;
      await run();
      const { file } = (await store.archive.sealed())[1]!;
      renameSync(join(archive, file), join(archive, 'away'));
      await expect(store.log.read(0 as Seq, 100)).rejects.toThrow(ArchiveUnreadable);
      await expect(store.log.read(0 as Seq, 100)).rejects.toThrow(file);
      await expect(store.incidents.timeline('r1')).rejects.toThrow(file);
      await expect(store.log.find('key-1')).rejects.toThrow(file);
      await expect(store.records.about('cell/c1', { limit: 10 })).rejects.toThrow(file);
      expect(await store.log.read(0 as Seq, 4)).toHaveLength(4);
      expect(await store.incidents.get('r1')).toMatchObject({ rev: 2 });
      expect(await store.log.read(8 as Seq, 100)).not.toHaveLength(0);
      expect(await store.log.append([{ facts: [registered('still')] }])).toMatchObject([{ is: 'appended' }]);
      expect(await store.verify()).toMatchObject({ ok: false, firstBad: 5, why: expect.stringContaining(file) });
      await expect(run(MONDAY + 1000 * DAY)).rejects.toThrow(file);
      renameSync(join(archive, 'away'), join(archive, file));
      expect(await store.log.read(0 as Seq, 6)).toHaveLength(6);
      expect(await store.verify()).toMatchObject({ ok: true });
    });

    test('whose file says something else is found out, however well it was made', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run, archive, reopen } = bench;
      await run();
      const { file } = (await store.archive.sealed())[0]!;
      const path = join(archive, file);
      const text = gunzipSync(readFileSync(path)).toString();
      writeFileSync(path, gzipSync(text.replace('a note', 'a lie')));
      const now = reopen ? await reopen() : store;
      await expect(now.log.read(0 as Seq, 1)).rejects.toThrow('is not the one that was sealed');
      expect(await now.verify()).toMatchObject({ ok: false, firstBad: 1, why: expect.stringContaining(file) });
    });

    test('whose record was exchanged with its file is found out', async () => {
      const bench = await filled();
      if (!bench) return;
      const { store, run, archive } = bench;
      await run();
      const [sealed] = await store.archive.sealed();
      // Somebody who can write the store behind its back, and who does everything right.
      rmSync(join(archive, sealed!.file));
      await store.archive.record({ ...sealed!, sha256: '0'.repeat(64) }, bench.fence);
      expect(await store.verify()).toMatchObject({ ok: false, firstBad: 1 });
    });
  });
}

/** Runs until the step with that number, after which nothing more is done, as when the process is killed there; true: there was none. */
async function stoppedAt(
  stopAt: number,
  store: Store,
  archiving: (store: Store) => Promise<unknown>,
): Promise<boolean> {
  const stopped = Promise.withResolvers<'stopped'>();
  let steps = 0;
  const may = () => {
    if (++steps < stopAt) return Promise.resolve();
    stopped.resolve('stopped');
    return new Promise<void>(() => {});
  };
  const real = { open: files.open, rename: files.rename, mkdir: files.mkdir };
  const step = <A extends unknown[], T>(work: (...asked: A) => Promise<T>) => {
    return async (...asked: A) => {
      await may();
      return work(...asked);
    };
  };
  try {
    Object.assign(files, { open: step(real.open), rename: step(real.rename), mkdir: step(real.mkdir) });
    syncBuiltinESMExports();
    const { record, drop } = store.archive;
    const run = archiving({ ...store, archive: { ...store.archive, record: step(record), drop: step(drop) } });
    return (await Promise.race([run, stopped.promise])) !== 'stopped';
  } finally {
    Object.assign(files, real);
    syncBuiltinESMExports();
  }
}

/** What anybody can ask of the log, by whatever way. */
async function everything(store: Store, facts = 12) {
  const log = await store.log.read(0 as Seq, facts);
  return {
    log,
    short: await store.log.read(3 as Seq, 3),
    ofKind: await store.log.read(0 as Seq, 100, 'incidents.imported'),
    ofKindAfter: await store.log.read(3 as Seq, 1, 'incident.reported'),
    keys: await Promise.all(days.map((day) => store.log.find(`key-${day}`))),
    incidents: await Promise.all(
      days.flatMap((day) => ['r', 'p', 'q'].map((id) => store.incidents.get(`${id}${day}`))),
    ),
    listed: await store.incidents.list({}, { limit: 100 }),
    timelines: await Promise.all(
      days.flatMap((day) => ['r', 'p'].map((id) => store.incidents.timeline(`${id}${day}`))),
    ),
    records: await store.records.about('cell/c1', { limit: 5 }),
    recent: await store.records.about('cell/c1', { limit: 5, from: MONDAY + DAY }),
    newest: await store.records.about('person/ann', { limit: 5, from: MONDAY + 2 * DAY }),
    older: await store.records.about('cell/c1', { limit: 1, before: 8 as Seq }),
    rollups: await store.rollups.sum({ fromHour: 0, toHour: 1e6, by: ['category'] }),
  };
}
