import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAccess } from '#server/access/access.ts';
import { createInProcess } from '#server/store/in-process.ts';
import { tokenDigest } from '#server/access/token.ts';
import { loadCityPack } from '#server/city/load.ts';
import { wholeStore } from '#server/choose-store.ts';
import { createActions } from '#server/cli/actions.ts';
import { createControl } from '#server/cli/control.ts';
import { realClock } from '#server/real-clock.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';
import { bareEnv } from '../support/bare-env.ts';

const root = join(import.meta.dirname, '../..');
const packFolder = join(root, 'tests/fixtures/packs/port-alder');
const pack = await loadCityPack(packFolder);

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-cli-'));
  data = join(folder, 'var');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Ran = { code: number; out: string; err: string };

/** Runs the command line in a process of its own, as somebody at a terminal would. */
function watchfloor(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const options = { cwd: folder, env: { ...bareEnv(), DATA_DIR: data, CITY: packFolder, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'server/cli/watchfloor.ts'), ...args], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, err });
    });
  });
}

const storeFile = () => join(data, 'watchfloor.db');
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)!;

async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqliteStore({ file: storeFile(), hourShift: 0 });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const place = pack.cells[0]!.anchor.join(',');
const cases = (n: number) =>
  [
    'when,lon,lat',
    ...Array.from({ length: n }, (_, i) => `2026-01-${String((i % 28) + 1).padStart(2, '0')} 10:00,${place}`),
  ].join('\n');

function writeCases(n: number, name = 'cases.csv'): void {
  writeFileSync(join(folder, name), cases(n));
  const mapping = {
    source: 'old-system',
    when: { columns: 'when', format: 'yyyy-MM-dd HH:mm' },
    where: { lon: 'lon', lat: 'lat' },
    category: { default: 'crime/theft' },
  };
  writeFileSync(join(folder, 'map.json'), JSON.stringify(mapping));
}
const importCases = (...more: string[]) => watchfloor(['import', 'cases.csv', '--map', 'map.json', ...more]);

describe('words that are not understood', () => {
  test.each([
    { args: 'frobnicate' },
    { args: 'import cases.csv' },
    { args: 'replay cases.csv --speed fast' },
    { args: 'token add --view ops-wall' },
    { args: 'token add --source UPPER' },
    { args: 'token add --view ops-wall --name x --area atlantis' },
  ])('$args', async ({ args }) => {
    const { code, err } = await watchfloor(args.split(' '));
    expect(code).toBe(64);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test('help is not an error', async () => {
    const { code, out } = await watchfloor(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('import');
  });

  test('a wrong environment is 78 and one line', async () => {
    const { code, err } = await watchfloor(['db', 'verify'], { PORT: 'eighty' });
    expect([code, err.trim().split('\n').length]).toEqual([78, 1]);
  });
});

describe('without a server', () => {
  beforeEach(() => withStore(async () => {}));

  test('a token is printed alone on the last line, and only its digest is kept', async () => {
    const { code, out } = await watchfloor(['token', 'add', '--source', 'hotline']);
    expect(code).toBe(0);
    const token = lastLine(out);
    expect(token).toMatch(/^wf_s_[\w-]{43}$/);
    const area = pack.areas[0]!.id;
    const view = lastLine(
      (await watchfloor(['token', 'add', '--view', 'public-wall', '--name', 'lobby', '--area', area])).out,
    );
    expect(view).toMatch(/^wf_v_[\w-]{43}$/);
    await withStore(async (store) => {
      expect(await store.tokens.find(tokenDigest(token))).toEqual({ kind: 'source', name: 'hotline' });
      expect(await store.tokens.find(tokenDigest(view))).toEqual({
        kind: 'view',
        name: 'lobby',
        view: `public-wall@${area}`,
      });
    });
    expect(readFileSync(storeFile()).includes(token)).toBe(false);
  });

  test('a file is imported, verified, backed up and restored', async () => {
    writeCases(1200);
    const dry = await importCases('--dry-run');
    expect(dry.out).toContain('1,200 rows read, 1,200 would be taken in');
    expect((await importCases()).out).toContain('1,200 rows read, 1,200 taken in');
    expect((await importCases()).out).toContain('1,200  taken in already by an earlier import');

    const backup = await watchfloor(['db', 'backup', 'copy.db']);
    expect(backup.code).toBe(0);
    expect((await watchfloor(['db', 'backup', 'copy.db'])).code).toBe(1);
    const epoch = await withStore(async (store) => store.log.place().epoch);

    writeCases(1300);
    await importCases();
    expect((await watchfloor(['db', 'verify'])).out).toContain('16 facts');
    expect((await watchfloor(['db', 'restore', 'copy.db'])).out).toContain('restored 8 facts');
    expect((await watchfloor(['audit', 'verify'])).out).toContain('8 facts');
    const restored = await withStore(async (store) => store.log.place().epoch);
    expect(restored).not.toBe(epoch);
    // Once more, with nothing different in it: still another life of the log.
    await watchfloor(['db', 'restore', 'copy.db']);
    expect(await withStore(async (store) => store.log.place().epoch)).not.toBe(restored);
  });

  test('a file with a refused row brings nothing, unless what is good is asked for', async () => {
    writeCases(3);
    appendFileSync(join(folder, 'cases.csv'), '\n9,never,=CMD|x');
    const held = await importCases('--refused', 'refused.csv');
    expect([held.code, held.out]).toEqual([
      1,
      expect.stringContaining('4 rows read, 3 could be taken in; nothing was changed'),
    ]);
    expect(held.err).toContain('1 rows are refused: mend them, or take what is good with --partly');
    expect(readFileSync(join(folder, 'refused.csv'), 'utf8')).toContain(`unreadable-time`);
    expect(await importCases('--refused', 'refused.csv')).toMatchObject({
      code: 64,
      err: expect.stringContaining('exists already'),
    });
    expect((await importCases('--partly')).out).toContain('4 rows read, 3 taken in');
    expect((await watchfloor(['import-list'])).out).toMatch(
      /old-system {2}cases\.csv {2}by command-line: 3 cases of 4 rows/,
    );
  });

  test('a mapping is guessed, and reads the file', async () => {
    writeCases(3);
    const { out } = await watchfloor(['import-guess', 'cases.csv']);
    expect(JSON.parse(out)).toMatchObject({ format: 'csv', when: {} });
  });

  test('an anchor that was printed once holds the log to what it was', async () => {
    writeCases(1200);
    await importCases();
    const anchor = lastLine((await watchfloor(['audit', 'anchor'])).out);
    expect(anchor).toMatch(/^7:[0-9a-f]{64}$/);
    expect((await watchfloor(['audit', 'verify', '--anchor', anchor])).out).toContain('7 facts');
    const wrong = await watchfloor([
      'audit',
      'verify',
      '--anchor',
      anchor.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
    ]);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('anchor') });
  });

  test('a changed fact is named, and the command fails', async () => {
    writeCases(5000);
    await importCases();
    const db = new Database(storeFile());
    db.exec(`UPDATE fact SET body = replace(body, 'old-system', 'new-system') WHERE seq = 2`);
    db.exec(`UPDATE fact SET body = replace(body, 'old-system', 'new-system') WHERE seq = 4`);
    db.close();
    const { code, err } = await watchfloor(['audit', 'verify']);
    expect(code).toBe(1);
    expect(err).toContain('the first wrong fact is 2');
  });

  test('what is no backup is not restored', async () => {
    writeCases(10);
    await importCases();
    writeFileSync(join(folder, 'foreign.db'), 'SQLite format 3\0 or so it says');
    expect((await watchfloor(['db', 'restore', 'foreign.db'])).code).toBe(78);
    await watchfloor(['db', 'backup', 'bad.db']);
    const before = readFileSync(storeFile());
    const db = new Database(join(folder, 'bad.db'));
    db.exec(`UPDATE fact SET body = replace(body, 'theft', 'thief') WHERE seq = 2`);
    db.close();
    const { code, err } = await watchfloor(['db', 'restore', 'bad.db']);
    expect([code, err]).toEqual([1, expect.stringContaining('damaged at fact 2')]);
    expect(readFileSync(storeFile())).toEqual(before);
    expect(existsSync(`${storeFile()}.restoring`)).toBe(false);
  });

  test('a mapping that is wrong is 78 and says where', async () => {
    writeCases(1);
    writeFileSync(
      join(folder, 'map.json'),
      '{"source": "old-system", "when": {"columns": 0, "format": "iso"}, "category": {}, "colour": "red"}',
    );
    const { code, err } = await importCases();
    expect(code).toBe(78);
    expect(err).toContain('colour');
    writeFileSync(join(folder, 'map.json'), 'not json');
    expect((await importCases()).code).toBe(78);
  });

  test('an import is only replaced by a file of which something can be taken in', async () => {
    writeCases(12);
    const [, id] = /this is import (\w+);/.exec((await importCases()).out)!;
    writeFileSync(join(folder, 'cases.csv'), 'when,lon,lat\nyesterday,1,1\n');
    const { code, out, err } = await importCases('--replace', id!);
    expect([code, err.trim()]).toEqual([
      1,
      `watchfloor: import ${id} was not replaced and stays as it is: nothing of this file can be taken in`,
    ]);
    expect(out).toContain('a time that is not in the format');
    writeCases(13);
    expect((await importCases('--replace', id!)).out).toContain('12 cases are withdrawn');
  });

  test('a file that is not there is one line', async () => {
    writeCases(1);
    rmSync(join(folder, 'cases.csv'));
    const { code, err } = await importCases();
    expect([code, err.trim().split('\n').length]).toEqual([1, 1]);
  });

  test('the demo city is only thrown away where there is one', async () => {
    writeCases(10);
    await importCases();
    expect((await watchfloor(['demo', 'reset'])).code).toBe(1);
    expect(existsSync(storeFile())).toBe(true);
    expect((await watchfloor(['demo', 'flood'])).code).toBe(1);
    expect((await watchfloor(['demo', 'reset'], { DEMO: '1' })).code).toBe(0);
    expect(existsSync(storeFile())).toBe(false);
    expect(existsSync(`${storeFile()}.before-reset`)).toBe(true);
  });
});

describe('where there is no store', () => {
  test.each([
    'db verify',
    'audit verify',
    'audit anchor',
    'db backup copy.db',
    'db copy --to copy.db',
    'demo reset',
    'import cases.csv --map map.json --dry-run',
    'token add --source hotline',
    'token list',
    'user list',
    'user add --name boss --role admin',
    'display approve 123456 --view ops-wall --name hall',
  ])('%s makes none, and says where it looked', async (args) => {
    writeCases(1);
    const { code, out, err } = await watchfloor(args.split(' '), { DEMO: '1' });
    expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 78, out: '', lines: 1 });
    expect(err).toContain(`there is no store in ${data}: DATA_DIR, DATABASE_URL and SECRET_FILE must be those`);
    expect(existsSync(data)).toBe(false);
  });

  test('a backup brings one back', async () => {
    const backup = join(folder, 'copy.db');
    await withStore((store) => store.backup(backup));
    rmSync(storeFile());
    expect((await watchfloor(['db', 'restore', backup])).code).toBe(0);
    expect(existsSync(storeFile())).toBe(true);
  });
});

describe('beside a running server', () => {
  test('its store is used, not opened a second time', async () => {
    await withStore(async (store) => {
      const access = await createAccess({
        store,
        shared: createInProcess(realClock),
        clock: realClock,
        secret: 'test-secret',
        pack,
        demo: null,
        approveLocal: false,
        announceFirst: () => {},
        oidc: undefined,
        trouble: (what, error) => expect.fail(`${what}: ${String(error)}`),
      });
      const actions = createActions({
        store: async () => store,
        storeFile: storeFile(),
        archiveDir: join(data, 'archive'),
        whole: wholeStore(
          { storeFile: storeFile(), archiveDir: join(data, 'archive') },
          { hourShift: 0, secret: () => 'test-secret' },
        ),
        holdStill: () => expect.fail('nothing is copied'),
        endures: true,
        hourShift: 0,
        pack,
        clock: realClock,
        secret: () => 'test-secret',
        verify: store.verify,
        whileClosed: async () => {},
        flood: () => ({ reports: 240, silent: 12 }),
        access: async () => access,
      });
      const control = createControl({
        path: join(data, 'control.sock'),
        actions,
        trouble: (what, error) => expect.fail(`${what}: ${String(error)}`),
      });
      await control.listen();
      writeCases(1200);
      expect((await importCases()).out).toContain('1,200 taken in');
      expect(store.log.place().seq).toBe(7);
      expect((await watchfloor(['db', 'verify'])).out).toContain('7 facts');
      const token = lastLine((await watchfloor(['token', 'add', '--source', 'hotline'])).out);
      expect(await store.tokens.find(tokenDigest(token))).not.toBeNull();
      expect((await watchfloor(['db', 'backup', 'copy.db'])).code).toBe(0);
      expect((await watchfloor(['demo', 'flood'])).out).toContain('240 reports come in, 12 units fall silent');
      const approve = (code: string) =>
        watchfloor(['display', 'approve', code, '--view', 'ops-wall', '--name', 'Hall, left']);
      const { code } = await access.pairing.request('127.0.0.1');
      expect((await approve(code)).code).toBe(0);
      expect(await approve(code === '654321' ? '123456' : '654321')).toMatchObject({
        code: 1,
        err: expect.stringContaining('no display shows the code'),
      });
      await control.close();
      await access.close();
    });
  });

  test('a store that another process holds is not opened', async () => {
    await withStore(async () => {
      const { code, err } = await watchfloor(['token', 'add', '--source', 'hotline']);
      expect(code).toBe(78);
      expect(err).toContain('another process has it open');
    });
  });
});
