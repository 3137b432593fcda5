import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import writeXlsxFile from 'write-excel-file/node';
import { afterAll, describe, expect, test } from 'vitest';
import type { WrittenMapping } from '#data/contract/import.ts';
import { createAreas } from '#server/city/areas.ts';
import { createPlacing } from '#server/city/placing.ts';
import { importCity } from '#server/import/import-city.ts';
import { lookAt } from '#server/import/look.ts';
import { loadCityPack } from '#server/city/load.ts';

const root = join(import.meta.dirname, '../..');
const pack = await loadCityPack(join(root, 'data/city/xining'));
const city = importCity(pack, createAreas(pack), createPlacing(pack.cells));
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-guess-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const now = Date.parse('2026-11-23T12:00:00Z');

const look = (file: string, mapping: WrittenMapping | null = null) =>
  lookAt({ file, name: basename(file), mapping, now }, city, pack.categories.categories);

function written(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('a mapping is guessed', () => {
  test('from names and samples in English', async () => {
    const rows =
      'Case Number,Date,Time,Longitude,Latitude,Type\nA1,25/03/2026,10:30,101.778,36.617,theft\nA2,3/4/2026,9:05,101.779,36.618,Theft\n';
    const { mapping, unsure, rows: read, trouble } = await look(written('Old cases (2026).csv', rows));
    expect(mapping).toEqual({
      source: 'old-cases-2026',
      format: 'csv',
      when: [
        { columns: 'Date', format: 'd/M/yyyy' },
        { columns: 'Time', format: 'H:mm' },
      ],
      where: { lon: 'Longitude', lat: 'Latitude' },
      category: { column: 'Type', exact: { theft: 'public-security/theft', Theft: 'public-security/theft' } },
      key: ['Case Number'],
    });
    expect([unsure, trouble]).toEqual([[], null]);
    expect(read[1]).toMatchObject({
      line: 3,
      refusal: null,
      read: { reportedAt: Date.parse('2026-04-03T09:05+08:00'), category: 'public-security/theft' },
    });
  });

  test('in Chinese, in GB18030, with semicolons and decimal commas', async () => {
    const rows =
      '编号;发生时间;经度;纬度;类别\n1;2026年3月5日 08:15;101,778;36,617;盗窃\n2;2026年3月6日 18:15;101,779;36,618;盗窃\n';
    const { mapping, rows: read } = await look(written('案件.csv', iconv.encode(rows, 'gb18030')));
    expect(mapping).toMatchObject({
      source: 'import',
      encoding: 'gb18030',
      decimal: ',',
      when: { columns: '发生时间', format: 'yyyy年M月d日 H:mm' },
      where: { lon: '经度', lat: '纬度' },
      category: { column: '类别', exact: { 盗窃: 'public-security/theft' } },
      key: ['编号'],
    });
    expect(read[0]?.read?.location).toEqual([101.778, 36.617]);
  });

  test('of a spreadsheet, of JSON lines and of GeoJSON', async () => {
    const at = new Date('2026-03-05T08:15:00Z');
    const sheet = await writeXlsxFile([
      [{ value: 'when' }, { value: 'kind' }],
      [{ value: at, format: 'yyyy/m/d h:mm' }, { value: 'theft' }],
    ]).toBuffer();
    expect((await look(written('a.xlsx', sheet))).mapping).toMatchObject({
      format: 'xlsx',
      when: { columns: 'when', format: 'iso' },
    });
    const line = '{"reported":"2026-03-05T08:15:00Z","place":{"lon":101.778,"lat":36.617},"kind":"theft"}\n';
    expect((await look(written('a.jsonl', line + line))).mapping).toMatchObject({
      format: 'jsonl',
      when: { columns: 'reported', format: 'iso' },
      where: { lon: 'place.lon', lat: 'place.lat' },
    });
    const feature = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [101.778, 36.617] },
      properties: { when: '2026-03-05', kind: 'theft' },
    };
    const found = await look(
      written('a.geojson', JSON.stringify({ type: 'FeatureCollection', features: [feature, feature] })),
    );
    expect(found.mapping).toMatchObject({ format: 'geojson', when: { columns: 'when', format: 'iso' } });
    expect(found.rows[0]?.read).toMatchObject({ location: [101.778, 36.617], dayOnly: true });
  });

  test('and says what somebody has to look at', async () => {
    const rows = 'date,lon,lat,type\n03/04/2026,36.617,101.778,theft\n04/05/2026,36.618,101.779,sorcery\n';
    const { mapping, unsure, values, rows: read } = await look(written('b.csv', rows));
    expect(unsure).toEqual(['day-or-month', 'swapped', 'category', 'key']);
    expect(mapping['where']).toEqual({ lon: 'lat', lat: 'lon' });
    expect(values).toEqual([
      { value: 'theft', count: 1 },
      { value: 'sorcery', count: 1 },
    ]);
    expect(read.map(({ refusal }) => refusal)).toEqual([null, 'no-category']);
  });

  test('of a file that holds nothing of it, nothing is guessed', async () => {
    const { unsure, trouble } = await look(written('c.csv', 'a,b\nx,y\n'));
    expect(unsure).toEqual(['time', 'place', 'category', 'key']);
    expect(trouble).toMatch(/^when: /);
  });
});

describe('a mapping that is given', () => {
  const mapping = {
    source: 'x',
    when: { columns: 'when', format: 'iso' },
    category: { default: 'public-security/theft' },
  };

  test('reads the first rows, of a beginning that is cut off too', async () => {
    const { rows } = await look(written('d.csv', 'when\n2026-03-05\nnever\n"2026-0'), mapping);
    expect(rows.map(({ line, refusal }) => [line, refusal])).toEqual([
      [2, null],
      [3, 'unreadable-time'],
    ]);
  });

  test.each([
    [
      'a column that is not there',
      { ...mapping, when: { columns: 'time', format: 'iso' } },
      'there is no column "time"',
    ],
    [
      'a category that the city has not',
      { ...mapping, category: { default: 'a/b' } },
      'the city has no category "a/b"',
    ],
    ['no source', { ...mapping, source: 'Not A Name' }, 'source: '],
  ])('with %s shows the rows and says why', async (_, given, why) => {
    const { rows, trouble } = await look(written('e.csv', 'when\n2026-03-05\n'), given);
    expect(rows).toHaveLength(1);
    expect(trouble).toContain(why);
  });
});

test('whatever a file is called and holds, a guess comes out, or one line that says why not', async () => {
  const cell = fc.constantFrom(
    'when',
    'lon',
    '纬度',
    '2026-01-05',
    '1e9',
    '',
    '=1',
    '__proto__',
    '\u202e',
    '36.6',
    '"',
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(',', '\t', ';'), async (rows, delimiter) => {
      const file = written('any.csv', rows.map((row) => row.join(delimiter)).join('\n'));
      const said = await look(file).then(
        ({ mapping }) => JSON.stringify(mapping),
        (error: Error) => error.message,
      );
      expect(said).not.toContain('\n');
    }),
    { numRuns: 60 },
  );
});

const data = join(root, '../shared/data/incidents');
describe.skipIf(!existsSync(data))('real files', () => {
  test.each([
    ['chicago_crimes_10k_2015.csv', { when: { columns: 'Date', format: 'M/d/yyyy hh:mm:ss a' }, key: ['ID'] }],
    ['houston_crime_2010.csv.gz', { when: { columns: 'time', format: 'iso' }, where: { lon: 'lon', lat: 'lat' } }],
    ['lancashire_asb_2022.tab.gz', { when: { columns: 'month', format: 'iso' } }],
    ['nyc_vehicle_thefts.csv.gz', { where: { lon: 'longitude', lat: 'latitude' } }],
  ])('%s', async (file, about) => {
    expect((await look(join(data, file))).mapping).toMatchObject(about);
  });
});
