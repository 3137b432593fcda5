import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { APPLICATION_ID, VERSION } from '#server/store/sqlite/opening/schema.ts';
import { StoreRefused, StoreUnavailable, type Store } from '#server/store/store.ts';
import { seededRandom } from '#data/kit/random.ts';
import { apart, imported, past, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

let sound: Buffer;

beforeAll(async () => {
  const folder = join(process.env['TMPDIR'] ?? '/tmp', `watchfloor-sound-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const store = await openSqliteStore({ file: join(folder, 'store.db'), hourShift: 0 });
  await store.log.append(apart(...Array.from({ length: 300 }, (_, i) => reported(`i${i}`)), imported(past('p'))));
  await store.close();
  sound = readFileSync(join(folder, 'store.db'));
  rmSync(folder, { recursive: true });
});

/** The sound store, spoilt. */
function spoilt(spoil: (file: string) => void): string {
  const file = join(temporaryFolder(), 'store.db');
  writeFileSync(file, sound);
  spoil(file);
  return file;
}

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
const open = (file: string): Promise<Store> => openSqliteStore({ file, hourShift: 0 });

/** Opening says why in one line, and leaves file and WAL as they were. */
async function expectRefusal(file: string, why: RegExp): Promise<void> {
  const all = [file, `${file}-wal`].filter((path) => existsSync(path));
  const before = all.map((path) => [digest(path), statSync(path).mtimeMs]);
  const refusal = await open(file).then(
    async (store) => (await store.close(), null),
    (error: Error) => error,
  );
  expect(refusal).toBeInstanceOf(StoreRefused);
  expect(refusal!.message).toMatch(why);
  expect(refusal!.message).not.toContain('\n');
  expect(all.map((path) => [digest(path), statSync(path).mtimeMs])).toEqual(before);
}

describe('a store file is refused, and not touched,', () => {
  test('when its end is missing, however much', async () => {
    for (const left of [sound.length - 1, sound.length - 4096, Math.floor(sound.length / 2), 4096, 100]) {
      await expectRefusal(
        spoilt((file) => truncateSync(file, left)),
        /truncated/,
      );
    }
  });

  test('when nothing of it is left', async () => {
    await expectRefusal(
      spoilt((file) => truncateSync(file, 0)),
      /truncated/,
    );
    await expectRefusal(
      spoilt((file) => truncateSync(file, 50)),
      /truncated/,
    );
  });

  test('when it is no SQLite file', async () => {
    await expectRefusal(
      spoilt((file) => writeFileSync(file, 'name,age\n'.repeat(1000))),
      /not a SQLite file/,
    );
  });

  test('when it belongs to another program', async () => {
    const file = spoilt((file) => {
      rmSync(file);
      const other = new Database(file);
      other.exec('CREATE TABLE fact (seq INTEGER); PRAGMA application_id = 42;');
      other.close();
    });
    await expectRefusal(file, /another program/);
  });

  test('when a newer program wrote it', async () => {
    const file = spoilt((file) => edit(file, (bytes) => bytes.writeUInt32BE(VERSION + 1, 60)));
    await expectRefusal(file, new RegExp(`version ${VERSION + 1}, newer`));
  });

  test('when a newer program has written so far only into the WAL', async () => {
    const file = join(temporaryFolder(), 'store.db');
    writeFileSync(file, sound);
    const other = new Database(file);
    other.pragma('journal_mode = WAL');
    other.pragma(`user_version = ${VERSION + 1}`);
    const left = spoilt(() => {});
    copyFileSync(file, left);
    copyFileSync(`${file}-wal`, `${left}-wal`);
    other.close();
    await expectRefusal(left, /newer/);
  });

  test('when any byte of its header that matters is wrong', async () => {
    const random = seededRandom('headers');
    let refused = 0;
    for (let at = 0; at < 100; at += 7) {
      const file = spoilt((file) => edit(file, (bytes) => (bytes[at] = bytes[at]! ^ (1 + Math.floor(random() * 255)))));
      const before = digest(file);
      await open(file).then(
        async (store) => {
          expect(await store.verify()).toMatchObject({ ok: true, facts: 301 });
          await store.close();
        },
        (error: Error) => {
          expect(error).toBeInstanceOf(StoreRefused);
          expect(digest(file)).toBe(before);
          refused++;
        },
      );
    }
    expect(refused).toBeGreaterThan(4);
  });

  test('when the end of its log is not linked to what is before', async () => {
    const file = spoilt((file) => {
      const db = new Database(file);
      db.prepare('UPDATE fact SET body = replace(body, ?, ?) WHERE seq = 290').run('harbour', 'harbor');
      db.close();
    });
    await expectRefusal(file, /log is damaged at fact 290/);
  });

  test('when the pages of its tables are garbage', async () => {
    const file = spoilt((file) => edit(file, (bytes) => bytes.fill(0xa5, 4096)));
    await expectRefusal(file, /corrupt/);
  });

  test('when only its WAL is there', async () => {
    const file = spoilt((file) => {
      writeFileSync(`${file}-wal`, 'what a crash left');
      rmSync(file);
    });
    await expect(open(file)).rejects.toThrow(/missing/);
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(`${file}-wal`, 'utf8')).toBe('what a crash left');
  });

  test('when somebody else has it open', async () => {
    const file = spoilt(() => {});
    const store = await open(file);
    await expect(open(file)).rejects.toThrow(/another process has it open/);
    expect((await store.log.append(apart(reported('still fine'))))[0]).toMatchObject({ is: 'appended' });
    await store.close();
    await (await open(file)).close();
  });

  test('after it was opened and closed, it is still ours', async () => {
    const file = spoilt(() => {});
    await (await open(file)).close();
    const header = readFileSync(file).subarray(0, 100);
    expect(header.readUInt32BE(68)).toBe(APPLICATION_ID);
    expect(header.readUInt32BE(60)).toBe(VERSION);
  });
});

test('a file that is shorter than its header says is opened when the WAL has the rest', async () => {
  const file = join(temporaryFolder(), 'store.db');
  writeFileSync(file, sound);
  const store = await open(file);
  onTestFinished(() => store.close());
  await store.log.append(apart(...Array.from({ length: 500 }, (_, i) => reported(`more-${i}`))));
  // As a crash in the middle of a checkpoint leaves it: page 1 tells of pages that only the WAL has.
  const left = join(temporaryFolder(), 'store.db');
  copyFileSync(file, left);
  copyFileSync(`${file}-wal`, `${left}-wal`);
  const pages = new Database(file, { readonly: true }).pragma('page_count', { simple: true }) as number;
  edit(left, (bytes) => {
    bytes.writeUInt32BE(pages, 28);
    bytes.copy(bytes, 92, 24, 28);
  });
  expect(statSync(left).size).toBeLessThan(pages * 4096);
  const again = await open(left);
  expect(await again.verify()).toMatchObject({ ok: true, facts: 801 });
  await again.close();
});

test('a folder that is not there is made', async () => {
  const file = join(temporaryFolder(), 'new', 'deep', 'store.db');
  await (await open(file)).close();
  expect(existsSync(file)).toBe(true);
});

test('a folder that cannot be made is trouble of the machine, said in one line', async () => {
  const inTheWay = join(temporaryFolder(), 'file');
  writeFileSync(inTheWay, '');
  await expect(open(join(inTheWay, 'store.db'))).rejects.toThrow(StoreUnavailable);
});

function edit(file: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes);
}
