import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#data/contract/actor.ts';
import { createImports, type Imports, type Taking } from '#server/import/imports.ts';
import { IncidentMapping } from '#server/import/mapping.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';
import { makePack } from '../support/pack.ts';

const pack = makePack();
const [lon, lat] = pack.cells[0]!.anchor;
const by: Actor = { kind: 'person', id: 'ada' };
const signal = new AbortController().signal;
const now = Date.parse('2026-11-23T12:00:00Z');

let folder: string;
let store: Store;
let imports: Imports;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-imports-'));
  store = await openSqliteStore({ file: join(folder, 'store.db'), hourShift: 0 });
  imports = createImports({ store, pack, secret: 'test', clock: { now: () => now, after: () => () => {} } });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const mapping = (source: string) =>
  IncidentMapping.parse({
    source,
    when: { columns: 'when', format: 'yyyy-MM-dd HH:mm' },
    where: { lon: 'lon', lat: 'lat' },
    category: { column: 'kind', exact: { theft: 'public-security/theft' } },
    key: ['id'],
  });

function take(source: string, content: string, over: Partial<Taking> = {}) {
  const file = join(folder, 'cases.csv');
  writeFileSync(file, content);
  const asked = { mapping: mapping(source), dryRun: false, partly: false, refusedRows: true };
  return imports.take({ file, name: 'cases.csv', by, progress: () => {}, signal, ...asked, ...over });
}

const table = (...lines: string[]) => ['id,when,lon,lat,kind,note', ...lines].join('\n');
const good = (id: string) => `${id},2026-01-05 10:30,${lon},${lat},theft,`;
const casesOf = async (source: string) => (await store.incidents.list({ source } as never, { limit: 50 })).items.length;

/** Every hazard of a file, and why it is refused; good rows stand before and behind. */
const hazards: [row: string, reason: string][] = [
  [`h1,5th of May,${lon},${lat},theft,`, 'unreadable-time'],
  [`h2,,${lon},${lat},theft,`, 'no-time'],
  [`h3,2026-02-30 10:30,${lon},${lat},theft,`, 'unreadable-time'],
  [`h4,2026-01-05 24:01,${lon},${lat},theft,`, 'unreadable-time'],
  [`h5,2026-01-05 10:30Z,${lon},${lat},theft,`, 'unreadable-time'],
  [`h6,2036-01-05 10:30,${lon},${lat},theft,`, 'future'],
  [`h7,2026-01-05 10:30,${lat},${lon},theft,`, 'swapped-place'],
  [`h8,2026-01-05 10:30,here,there,theft,`, 'unreadable-place'],
  [`h9,2026-01-05 10:30,${lon},${lat},witchcraft,`, 'no-category'],
  [`h10,2026-01-05 10:30,${lon},${lat},__proto__,`, 'no-category'],
  [`h\u000011,2026-01-05 10:30,${lon},${lat},theft,`, 'key-not-text'],
  [`h\u202e12,2026-01-05 10:30,${lon},${lat},theft,`, 'key-not-text'],
  [`h13,2026-01-05 10:30,${lon}`, 'columns'],
  [`${'h'.repeat(129)},2026-01-05 10:30,${lon},${lat},theft,`, 'key-too-long'],
];

describe('a file with rows that are refused', () => {
  test('brings nothing, and says which rows they are and why', async () => {
    const before = store.log.place().seq;
    const { report, refusedCsv } = await take('whole', table(good('1'), ...hazards.map(([row]) => row), good('2')));
    expect(report).toMatchObject({ held: true, rows: hazards.length + 2, taken: 2 });
    expect(store.log.place().seq).toBe(before);
    const reasons = (refusedCsv ?? '')
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[1]);
    expect(reasons).toEqual(hazards.map(([, reason]) => reason));
  });

  test('brings what is good once, where that was asked for', async () => {
    const content = table(good('1'), ...hazards.map(([row]) => row), good('2'));
    expect((await take('partly', content, { partly: true })).report).toMatchObject({ held: false, taken: 2 });
    expect((await take('partly', content, { partly: true })).report).toMatchObject({ taken: 0 });
    expect(await casesOf('partly')).toBe(2);
  });

  test('with 24:00 and rows that are there already, is whole', async () => {
    await take('grown', table(good('1')));
    const more = table(good('1'), good('1'), `2,2026-01-05 24:00,${lon},${lat},theft,`);
    expect((await take('grown', more)).report).toMatchObject({ held: false, taken: 1 });
  });

  test('shows a row so that no spreadsheet takes it for a formula', async () => {
    const formulas = ['=CMD|x', '+1+1', '-2+3', '@SUM(A1)', ' =1', '\u200b=1', '-2.5', '"a ""b"", c"'];
    const { refusedCsv } = await take('formulas', table(...formulas.map((text, i) => `f${i},never,,,theft,${text}`)));
    const notes = (refusedCsv ?? '')
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',theft,')[1]);
    expect(notes).toEqual(["'=CMD|x", "'+1+1", "'-2+3", "'@SUM(A1)", "'=1", "'\u200b=1", '-2.5', '"a ""b"", c"']);
  });
});

describe('imports on record', () => {
  test('say who brought what, how much came of it, and that it was taken back', async () => {
    const { report } = await take('listed', table(good('1'), good('2')));
    const mine = async () => (await imports.list(100)).filter(({ source }) => source === 'listed');
    const about = { import: report.import, file: 'cases.csv', at: now, by, rows: 2, cases: 2, refused: 0 };
    expect(await mine()).toEqual([{ ...about, source: 'listed', withdrawn: null }]);
    expect(await imports.withdraw(report.import!, by, signal)).toEqual({ cases: 2, stay: 0 });
    expect(await mine()).toEqual([{ ...about, source: 'listed', withdrawn: { at: now, by, cases: 2 } }]);
    await take('listed', table(good('1'), good('2')));
    expect((await mine()).map(({ withdrawn }) => withdrawn?.cases ?? null)).toEqual([null, 2]);
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  test('one that was ended early says so, and the same again goes on', async () => {
    const ended = new AbortController();
    const rows = table(...Array.from({ length: 1500 }, (_, i) => good(`n${i}`)));
    const progress = (done: number, of: number) => void (done > of * 0.7 && ended.abort());
    await expect(take('ended', rows, { progress, signal: ended.signal })).rejects.toThrow('ended early');
    const first = (await imports.list(1))[0]!;
    expect(first).toMatchObject({ source: 'ended', rows: 1500, cases: null });
    const { report } = await take('ended', rows);
    expect(report.import).toBe(first.import);
    expect(report.taken + (report.refused['known']?.count ?? 0)).toBe(1500);
    expect((await imports.list(100)).filter(({ source }) => source === 'ended')).toHaveLength(1);
    expect(await imports.withdraw(first.import, by, signal)).toEqual({ cases: 1500, stay: 0 });
  });
});
