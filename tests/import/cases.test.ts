import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readMapping } from '#server/cli/read-mapping.ts';
import { openText } from '#server/import/formats/open-text.ts';
import { readTrack } from '#server/import/tracks/read-track.ts';
import { TrackMapping } from '#server/import/mapping.ts';
import { readFileSync } from 'node:fs';
import { caseMapping, casesFolder, takeCase } from './cases.ts';
import { zipOf } from './zip-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-cases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Times on the clocks of Xining of what a case brings, and the lines that it refuses. */
async function read(file: string, map: string, over: object = {}) {
  const { report, taken } = await takeCase(file, caseMapping(map, over));
  const local = ({ reportedAt }: { reportedAt: number }) =>
    new Date(reportedAt + 8 * 3_600_000).toISOString().slice(0, 16);
  const refused = Object.entries(report.refused).map(([reason, { lines }]) => [reason, lines]);
  return { report, taken, times: taken.map(local), refused: Object.fromEntries(refused) };
}

describe('files that were read wrongly', () => {
  test('2400 is the end of its day', async () => {
    expect(await read('h2400.csv', 'h2400.map.json')).toMatchObject({
      times: ['2024-05-01T09:30', '2024-05-02T00:00', '2024-05-01T00:00'],
      refused: { 'unreadable-time': [4] },
    });
  });

  test('29 February 2023, in two columns, is no day', async () => {
    expect(await read('feb29.csv', 'feb29.map.json')).toMatchObject({
      times: ['2024-02-29T10:00'],
      refused: { 'unreadable-time': [2, 3] },
    });
  });

  test('what ISO 8601 allows, and no hour that no clock shows', async () => {
    expect(await read('iso.csv', 'iso.map.json')).toMatchObject({
      times: ['2024-05-02T00:00', '2024-05-01T18:00', '2024-05-01T18:00', '2024-05-01T10:00', '2024-05-01T12:30'],
      report: { refused: { 'unreadable-time': { count: 6 } } },
    });
  });

  test('coordinates in other numbers than decimal ones', async () => {
    const { taken, refused } = await read('hexnum.csv', 'hexnum.map.json');
    expect(taken.map(({ location }) => location)).toEqual([[100, 30]]);
    expect(refused).toEqual({ 'unreadable-place': [2, 3, 5, 6] });
  });

  test('years of two digits, names of months, dates as spreadsheets write them', async () => {
    expect(await read('yy.csv', 'yy.map.json')).toMatchObject({ times: ['2024-05-01T09:30', '2024-05-02T00:00'] });
    expect(await read('month-name.csv', 'month-name.map.json')).toMatchObject({ times: ['2024-02-01T00:00'] });
    expect(await read('import-excel-dates.csv', 'map-excel-dates.json')).toMatchObject({
      times: ['2026-11-02T08:15', '2026-11-03T21:40'],
    });
  });

  test('decimal commas', async () => {
    const { taken } = await read('import-decimal-comma.csv', 'map-decimal-comma.json', { decimal: ',' });
    expect(taken.map(({ location }) => location)).toEqual([
      [101.7781, 36.6171],
      [101.779, 36.618],
    ]);
    expect((await read('import-decimal-comma.csv', 'map-decimal-comma.json')).refused).toEqual({
      'unreadable-place': [2, 3],
    });
  });

  test('swapped axes', async () => {
    expect((await read('swap.csv', 'swap.map.json')).refused).toEqual({
      'swapped-place': [2],
      'outside-the-world': [4],
    });
  });

  test('line numbers after blank lines', async () => {
    expect((await read('blank.csv', 'blank.map.json')).refused).toEqual({ 'unreadable-time': [6] });
  });

  test('a comma at the end of every line', async () => {
    expect((await read('trailing.csv', 'trailing.map.json')).report).toMatchObject({ taken: 2, refused: {} });
  });

  test('a title above the table', async () => {
    const over = { where: { lon: 'lon', lat: 'lat' } };
    expect((await read('title.csv', 'trailing.map.json', { ...over, skip: 1 })).times).toEqual(['2024-05-01T10:00']);
    await expect(read('title.csv', 'trailing.map.json', over)).rejects.toThrow('"skip"');
  });

  test('two columns of one name', async () => {
    await expect(read('duphead.csv', 'duphead.map.json')).rejects.toThrow('names "t" more than once');
  });

  test('two keys of several columns that look alike when they are joined', async () => {
    const { taken } = await read('keycollide.csv', 'keycollide.map.json');
    expect(new Set(taken.map(({ id }) => id)).size).toBe(2);
  });

  test('paths that no record of a JSON document has', async () => {
    await expect(read('missingcol.json', 'missingcol.map.json')).rejects.toThrow('there is no "longitude" in any');
  });

  test('a mapping that begins with a byte order mark', () => {
    expect(readMapping(join(casesFolder, 'bommap.map.json'))).toMatchObject({ ok: true });
  });

  test('call signs with a blank in them are refused by that name', async () => {
    const mapping = TrackMapping.parse(JSON.parse(readFileSync(join(casesFolder, 'plates.map.json'), 'utf8')));
    const { bytes } = await openText(join(casesFolder, 'plates.csv'), mapping);
    const said: string[] = [];
    for await (const fix of readTrack(bytes, mapping, 'plates', 'Asia/Shanghai'))
      said.push(fix.ok ? fix.value.unit : fix.refusal);
    expect(said).toEqual(['青A12345', 'not-a-call-sign', 'not-a-call-sign', 'not-a-call-sign']);
  });
});

describe('the table in a zip', () => {
  const table = 'id,t\n1,2024-05-01 10:00\n';
  const take = (files: Record<string, string>, over: object = {}) => {
    const file = join(folder, 'packed.zip');
    writeFileSync(file, zipOf(files));
    return takeCase(file, caseMapping('blank.map.json', over));
  };

  test('is not the text that tells about it', async () => {
    const packed = { 'README.txt': 'What this is, and by whom', '__MACOSX/._cases.csv': 'x', 'cases.csv': table };
    expect((await take(packed)).report.taken).toBe(1);
    expect((await take({ 'LICENSE.txt': 'free', 'cases.txt': table })).report.taken).toBe(1);
  });

  test('may be JSON lines', async () => {
    const packed = { 'LICENSE.txt': 'free', 'cases.jsonl': '{"id":1,"t":"2024-05-01 10:00"}\n' };
    expect((await take(packed, { format: 'jsonl', skip: 0 })).report.taken).toBe(1);
  });

  test('has to be named where there are several', async () => {
    const packed = { '2023.csv': 'id,t\n', '2024.csv': table };
    await expect(take(packed)).rejects.toThrow(
      'this zip file has 2 tables: name one of them as "entry": 2023.csv, 2024.csv',
    );
    expect((await take(packed, { entry: '2024.csv' })).report.taken).toBe(1);
    await expect(take({ 'README.txt': 'nothing' })).rejects.toThrow('there is no table in this zip file');
  });
});
