import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import type { Config } from '#server/config.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { localParts } from '#server/cli/local-parts.ts';
import { exchangeStore, prepareRestore } from '#server/store/sqlite/restore.ts';
import type { Entry, Store } from '#server/store/store.ts';
import { apart, registered, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

const xining = join(import.meta.dirname, '../../data/city/xining');

/** A store file that is opened, written and closed again and again. */
function book() {
  const file = join(temporaryFolder(), 'store.db');
  return {
    file,
    /** Opens it, does something, closes it; gives the place it was at when it was opened. */
    async during(work: (store: Store) => Promise<unknown> = async () => {}) {
      const store = await openSqliteStore({ file, hourShift: 0 });
      const place = store.log.place();
      try {
        await work(store);
      } finally {
        await store.close();
      }
      return place;
    },
  };
}
const append =
  (...entries: Entry[]) =>
  (store: Store) =>
    store.log.append(entries);

describe('an epoch', () => {
  test('stays the same from start to start', async () => {
    const { during } = book();
    const first = await during(append(...apart(reported('a'))));
    expect((await during()).epoch).toBe(first.epoch);
    expect(first.epoch).toMatch(/^[0-9a-z]{8,32}$/);
  });

  test('is another one in every new store', async () => {
    expect((await book().during()).epoch).not.toBe((await book().during()).epoch);
  });

  test('changes when an older copy of the file was put back', async () => {
    const { file, during } = book();
    const { epoch } = await during(append(...apart(reported('a'))));
    copyFileSync(file, `${file}.copy`);
    await during(append(...apart(reported('b'))));
    copyFileSync(`${file}.copy`, file);
    const after = await during();
    expect(after.seq).toBe(1);
    expect(after.epoch).not.toBe(epoch);
    expect((await during()).epoch).toBe(after.epoch);
  });

  test('changes when the newest commits are gone with their WAL', async () => {
    const { file, during } = book();
    const store = await openSqliteStore({ file, hourShift: 0 });
    const { epoch } = store.log.place();
    await store.log.append(apart(reported('a')));
    const left = join(temporaryFolder(), 'store.db');
    copyFileSync(file, left);
    copyFileSync(`${file}.served`, `${left}.served`);
    await store.close();
    const after = await openSqliteStore({ file: left, hourShift: 0 });
    onTestFinished(() => after.close());
    expect(after.log.place().seq).toBe(0);
    expect(after.log.place().epoch).not.toBe(epoch);
    expect((await during()).epoch).toBe(epoch);
  });

  test('changes when the file holds another history of the same length', async () => {
    const [one, other] = [book(), book()];
    const { epoch } = await one.during(append(...apart(reported('a'))));
    copyFileSync(one.file, other.file);
    await other.during();
    await one.during(append(...apart(reported('b'))));
    await other.during(append(...apart(reported('c'))));
    copyFileSync(other.file, one.file);
    const after = await one.during();
    expect(after.seq).toBe(2);
    expect(after.epoch).not.toBe(epoch);
  });

  test.each([
    ['is missing', (served: string) => rmSync(served)],
    ['is damaged', (served: string) => writeFileSync(served, readFileSync(served, 'latin1').replace(' 1 ', ' 0 '))],
    ['is half written', (served: string) => writeFileSync(served, readFileSync(served).subarray(0, 30))],
  ])('changes when the record of what was served %s', async (_, spoil) => {
    const { file, during } = book();
    const { epoch } = await during(append(...apart(reported('a'))));
    spoil(`${file}.served`);
    expect((await during()).epoch).not.toBe(epoch);
  });
});

async function restore(backup: string, file: string): Promise<void> {
  const prepared = await prepareRestore(backup, file, () => {});
  if (!prepared.ok) throw new Error(prepared.refusal.why);
  const { whileClosed } = await localParts({ storeFile: file, cityFolder: xining } as Config);
  await whileClosed(() => exchangeStore(prepared.value.draft, file));
}

describe('a restore', () => {
  test('of a store that was copied without what it had written ahead is refused, as nobody knows how much is missing', async () => {
    const { file, during } = book();
    await during(append(...apart(reported('a'))));
    const copy = join(temporaryFolder(), 'copy.db');
    await during(async (store) => {
      await store.log.append(apart(...['b', 'c', 'd', 'e', 'f'].map((id) => reported(id))));
      copyFileSync(file, copy);
      const refused = await prepareRestore(copy, file, () => {});
      expect(refused).toMatchObject({
        ok: false,
        refusal: { why: expect.stringContaining('not a backup'), isForeign: false },
      });
      expect(existsSync(`${file}.restoring`)).toBe(false);
      expect(await store.verify()).toMatchObject({ ok: true, facts: 6 });
    });
  });

  test('puts the backup in place under a new epoch, and keeps what was there', async () => {
    const { file, during } = book();
    const backup = join(temporaryFolder(), 'backup.db');
    const before = await during(async (store) => {
      await store.log.append([{ facts: [reported('a')], key: 'k' }]);
      await store.backup(backup);
      await store.log.append(apart(reported('b')));
    });
    await restore(backup, file);
    const after = await during(async (store) => {
      expect(await store.incidents.get('a')).not.toBeNull();
      expect(await store.incidents.get('b')).toBeNull();
      expect(await store.log.append([{ facts: [reported('a')], key: 'k' }])).toEqual([{ is: 'repeated', first: 1 }]);
      expect(await store.verify()).toEqual({
        ok: true,
        facts: 1,
        head: 1,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    });
    expect(after.seq).toBe(1);
    expect(after.epoch).not.toBe(before.epoch);
    const replaced = await openSqliteStore({ file: `${file}.before-restore`, hourShift: 0 });
    onTestFinished(() => replaced.close());
    expect((await replaced.log.read(0 as Seq, 10)).length).toBe(2);
  });

  test('also makes a store where there was none, and leaves the backup as it was', async () => {
    const backup = join(temporaryFolder(), 'backup.db');
    await book().during(async (store) => {
      await store.log.append(apart(reported('a')));
      await store.backup(backup);
    });
    const before = readFileSync(backup);
    const { file, during } = book();
    await restore(backup, file);
    expect((await during()).seq).toBe(1);
    expect(readFileSync(backup).equals(before)).toBe(true);
  });

  test('takes the place of a store that is damaged', async () => {
    const { file, during } = book();
    const backup = join(temporaryFolder(), 'backup.db');
    await during(async (store) => {
      await store.log.append(apart(reported('a')));
      await store.backup(backup);
    });
    writeFileSync(file, 'garbage');
    writeFileSync(`${file}-wal`, 'more garbage');
    await restore(backup, file);
    await during(async (store) =>
      expect(await store.verify()).toEqual({
        ok: true,
        facts: 1,
        head: 1,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    );
    expect(readFileSync(`${file}.before-restore-wal`, 'utf8')).toBe('more garbage');
  });

  test('of something that is no store is refused, and nothing changes', async () => {
    const { file, during } = book();
    await during(append(...apart(registered('u'))));
    const before = readFileSync(file);
    const nonsense = join(temporaryFolder(), 'nonsense.db');
    writeFileSync(nonsense, 'nonsense'.repeat(100));
    await expect(restore(nonsense, file)).rejects.toThrow(/not a SQLite file/);
    await expect(restore(join(temporaryFolder(), 'nowhere.db'), file)).rejects.toThrow(/nowhere/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}.restoring`)).toBe(false);
  });

  test('lets nobody in whose session the backup still has', async () => {
    const { file, during } = book();
    const backup = join(temporaryFolder(), 'backup.db');
    await during(async (store) => {
      await store.log.append(apart(registered('u')));
      await store.drawers.put('session', 'ab', 'open');
      await store.drawers.put('person', 'ann', 'kept');
      await store.drawers.put('installation', 'city', 'real');
      await store.drawers.put('contact-key', '2026-03-04', 'a key');
      await store.backup(backup);
    });
    await restore(backup, file);
    await during(async (store) => {
      expect(await store.drawers.list('session')).toEqual([]);
      expect(await store.drawers.get('person', 'ann')).toBe('kept');
      expect(await store.drawers.get('installation', 'city')).toBe('real');
      // Without it nobody could be rung who had reported what is open.
      expect(await store.drawers.get('contact-key', '2026-03-04')).toBe('a key');
    });
  });

  test('into a store that is open is refused', async () => {
    const { file } = book();
    const store = await openSqliteStore({ file, hourShift: 0 });
    onTestFinished(() => store.close());
    const backup = join(temporaryFolder(), 'backup.db');
    await store.backup(backup);
    await expect(restore(backup, file)).rejects.toThrow(/has it open/);
  });
});
