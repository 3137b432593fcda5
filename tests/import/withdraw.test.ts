import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImportId, Seq } from '#data/contract/ids.ts';
import { IncidentMapping } from '#server/import/mapping.ts';
import { withdrawImport } from '#server/import/withdraw-import.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';
import { reopened } from '../support/store-facts.ts';
import { caseMapping, casesFolder, takeCase } from './cases.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-withdraw-'));
  store = await openSqliteStore({ file: join(folder, 'store.db'), hourShift: 0 });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const clock = { now: () => Date.parse('2026-11-23T12:00:00Z'), after: () => () => {} };
const by = { kind: 'rule', id: 'command-line' } as const;
const never = new AbortController().signal;
const [wrong, right] = [caseMapping('dst.map.json'), caseMapping('dst2.map.json')];
const onlyTimes = IncidentMapping.parse({
  source: 'other',
  when: { columns: 'when', format: 'yyyy-MM-dd' },
  category: { default: 'public-security/theft' },
});
const parts = () => ({ log: store.log, records: store.records, clock });
const take = (mapping = wrong, replaces?: ImportId, name = 'dst.csv') => takeCase(name, mapping, store, replaces);
const withdraw = (id: ImportId) => withdrawImport(parts(), { id, by, signal: never });

async function counts(): Promise<Record<string, number>> {
  const rows = await store.rollups.sum({ fromHour: 0, toHour: 1_000_000, by: ['category'] });
  return Object.fromEntries(rows.map(({ category, count }) => [category, count]));
}

describe('an import that was wrong', () => {
  test('is withdrawn as a whole, on record, and counts no more', async () => {
    const { import: id } = (await take()).report;
    expect(await counts()).toEqual({ 'public-security/disturbance': 6 });
    const before = store.log.place().seq;
    expect(await withdraw(id!)).toEqual({ cases: 6, stay: 0 });
    expect(await counts()).toEqual({});
    expect((await store.incidents.list({}, { limit: 10 })).items).toEqual([]);
    const [record] = await store.records.about(`import/${id}`, { limit: 1 });
    expect(record).toMatchObject({ kind: 'incidents.withdrawn', by, import: id });
    // What was taken back, and that all of it was.
    expect(store.log.place().seq).toBe(before + 2);
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  test('is taken in again as it should have been, and may be withdrawn again', async () => {
    const { import: id } = (await take()).report;
    await withdraw(id!);
    expect((await take(right)).report).toMatchObject({ import: id, taken: 6 });
    expect(await counts()).toEqual({ 'public-security/theft': 6 });
    expect(await withdraw(id!)).toEqual({ cases: 6, stay: 0 });
    expect((await take()).report.taken).toBe(6);
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  test('is replaced by the same file under a better mapping', async () => {
    const { import: id } = (await take()).report;
    expect((await take(right)).report).toMatchObject({ taken: 0 });
    expect((await take(right, id!)).report).toMatchObject({ taken: 6, refused: {} });
    expect(await counts()).toEqual({ 'public-security/theft': 6 });
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  test('stays when what should replace it cannot be read', async () => {
    const { import: id } = (await take()).report;
    await expect(take(caseMapping('gbk.map.json'), id!, 'gbk.csv')).rejects.toThrow('not UTF-8');
    expect(await counts()).toEqual({ 'public-security/disturbance': 6 });
  });

  test.each([
    ['a file of which no row can be taken in', 'id,when,kind\n1,yesterday,x\n2,tomorrow,x\n'],
    ['a file without a row', 'id,when,kind\n'],
    ['an empty file', ''],
  ])('stays when %s should replace it', async (_, content) => {
    const { import: id } = (await take()).report;
    const before = store.log.place().seq;
    const file = join(folder, 'other.csv');
    writeFileSync(file, content);
    const { report } = await take(onlyTimes, id!, file);
    expect(report).toMatchObject({ taken: 0, replaced: { import: id, withdrawn: null } });
    expect(store.log.place().seq).toBe(before);
    expect(await counts()).toEqual({ 'public-security/disturbance': 6 });
  });

  test('stays when another import has all that should replace it, or somebody works on it', async () => {
    const file = join(folder, 'other.csv');
    writeFileSync(file, 'id,when,kind\n1,2025-01-05,x\n');
    const { import: other } = (await take(onlyTimes, undefined, file)).report;
    const { import: id } = (await take()).report;
    expect((await take(onlyTimes, id!, file)).report).toMatchObject({ taken: 0, replaced: { withdrawn: null } });
    const { items } = await store.incidents.list({ source: onlyTimes.source }, { limit: 1 });
    await store.log.append([{ facts: [reopened({ ...items[0]!, rev: 2, state: 'reported' })] }]);
    expect((await take(onlyTimes, other!, file)).report).toMatchObject({ taken: 0, replaced: { withdrawn: null } });
  });

  test('says how many cases were withdrawn when it is replaced', async () => {
    const { import: id } = (await take()).report;
    expect((await take(right, id!)).report.replaced).toEqual({ import: id, withdrawn: { cases: 6, stay: 0 } });
  });

  test('leaves a case that somebody has worked on since', async () => {
    const { import: id } = (await take()).report;
    const { items } = await store.incidents.list({}, { limit: 1 });
    await store.log.append([{ facts: [reopened({ ...items[0]!, rev: 2, state: 'reported' })] }]);
    expect(await withdraw(id!)).toEqual({ cases: 5, stay: 1 });
    expect(await counts()).toEqual({ 'public-security/disturbance': 1 });
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  test('that is not there, or already withdrawn, is said', async () => {
    await expect(withdraw('0123456789abcdef' as ImportId)).rejects.toThrow('there is no import 0123456789abcdef');
    const { import: id } = (await take()).report;
    await withdraw(id!);
    expect(await withdraw(id!)).toEqual({ cases: 0, stay: 0 });
  });

  test.each<[string, (text: string) => Buffer]>([
    ['a byte order mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['lines that end as on Windows', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['both, packed', (text) => gzipSync(Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le'))],
  ])('is the same import saved with %s', async (_, saved) => {
    const plain = (await take()).report.import;
    const file = join(folder, 'saved.csv');
    writeFileSync(file, saved(readFileSync(join(casesFolder, 'dst.csv'), 'utf8')));
    expect((await take(wrong, undefined, file)).report).toMatchObject({ import: plain, taken: 0 });
  });

  test('is the same import compressed or not', async () => {
    const plain = (await take()).report.import;
    expect((await take(wrong, undefined, 'dst-same.csv.gz')).report).toMatchObject({ import: plain, taken: 0 });
    // That it began, what it brought, that it ended.
    expect(store.log.place().seq).toBe(3 as Seq);
  });
});
