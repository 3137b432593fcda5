import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { afterAll, describe, expect, test } from 'vitest';
import { openRows } from '#server/import/formats/open-rows.ts';
import type { Column } from '#server/import/formats/row.ts';
import { bomb, sheetOf, textRow } from './sheets.ts';
import { zipOf } from './zip-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-sheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'cases.xlsx');

type Options = { columns?: Column[]; sheet?: string; header?: boolean };

async function read(content: Buffer, { columns = [], sheet, header = true }: Options = {}) {
  writeFileSync(file, content);
  const open = await openRows(file, { format: 'xlsx', header, nulls: [''], sheet }, columns);
  const rows = [];
  for await (const row of open.rows) rows.push({ line: row.line, ...Object.fromEntries(row.fields()) });
  return { rows, digest: open.digest() };
}

/** What write-excel-file (MIT), which has nothing in common with what reads here, makes of it. */
const written = (rows: SheetData, options = {}) => writeXlsxFile(rows, options).toBuffer();
const day = new Date('2026-11-02T00:00:00Z');
const moment = new Date('2026-11-02T08:15:30Z');

describe('a spreadsheet that another library wrote', () => {
  const header = [{ value: 'when' }, { value: 'kind' }, { value: 'lon' }, { value: 'closed' }];

  test('is read as its cells show it', async () => {
    const content = await written([
      header,
      [{ value: moment, format: 'yyyy-mm-dd hh:mm:ss' }, { value: '盗窃 & <more>' }, { value: 101.7781 }, { value: true }],
      [{ value: day, format: 'yyyy"年"m"月"d"日"' }, null, { value: -1e-7 }, { value: false }],
    ]); // prettier-ignore
    expect((await read(content)).rows).toEqual([
      { line: 2, when: '2026-11-02 08:15:30', kind: '盗窃 & <more>', lon: '101.7781', closed: 'TRUE' },
      { line: 3, when: '2026-11-02', kind: '', lon: '-1e-7', closed: 'FALSE' },
    ]);
  });

  test('the sheet that is named, else the first', async () => {
    const content = await writeXlsxFile([
      { data: [[{ value: 'a' }], [{ value: 'first' }]], sheet: 'One' },
      { data: [[{ value: 'a' }], [{ value: 'second' }]], sheet: 'Two' },
    ]).toBuffer();
    expect((await read(content)).rows).toEqual([{ line: 2, a: 'first' }]);
    expect((await read(content, { sheet: 'Two' })).rows).toEqual([{ line: 2, a: 'second' }]);
    await expect(read(content, { sheet: 'Three' })).rejects.toThrow('no sheet "Three"; it has One, Two');
  });

  test('the same rows saved again are the same content, others are not', async () => {
    const rows = [[{ value: 'a' }], [{ value: 'x' }]];
    const once = await read(await written(rows));
    expect((await read(await written(rows, { sheet: 'Renamed' }))).digest).toBe(once.digest);
    expect((await read(await written([[{ value: 'a' }], [{ value: 'y' }]]))).digest).not.toBe(once.digest);
  });

  test('a column that is not there is said to be missing', async () => {
    const content = await written([header, [{ value: 'x' }]]);
    await expect(read(content, { columns: ['street'] })).rejects.toThrow('there is no column "street" among the 4');
  });
});

describe('cells', () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="0.00 &quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';
  const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`;
  const one = async (cells: string, book = '') => {
    const { rows } = await read(sheetOf({ rows: `<row>${cells}</row>`, styles, book }), { header: false });
    const { line: _, ...texts } = rows[0] ?? { line: 0 };
    return Object.values(texts);
  };

  test('a day, a time of day, both; a length of time and a number with a word are numbers', async () => {
    const shown = [
      cell(1, '46328'),
      cell(2, '0.34375'),
      cell(3, '46328'),
      cell(4, '1.5'),
      cell(5, '2'),
      cell(0, '46328'),
    ];
    expect(await one(shown.join(''))).toEqual(['2026-11-02', '08:15:00', '2026-11-02 00:00:00', '1.5', '2', '46328']);
  });

  test('days of a workbook that counts from 1904', async () => {
    expect(await one(cell(1, '44866') + cell(3, '44866.34375'), '<workbookPr date1904="1"/>')).toEqual([
      '2026-11-02',
      '2026-11-02 08:15:00',
    ]);
  });

  test('a formula is the value that was kept with it, and is never worked out', async () => {
    expect(
      await one('<c><f>1+1</f><v>2</v></c><c t="str"><f>CMD()</f><v>=CMD|x</v></c><c t="e"><v>#N/A</v></c>'),
    ).toEqual(['2', '=CMD|x', '#N/A']);
  });

  test('cells that are missing are empty; what is spoken beside a word is no part of it', async () => {
    const texts = '<si><r><t>西</t></r><r><t>宁</t></r><rPh sb="0" eb="1"><t>xi ning</t></rPh></si>';
    const rows = '<row r="7"><c r="C7" t="s"><v>0</v></c></row>';
    expect((await read(sheetOf({ rows, texts }), { header: false })).rows).toEqual([
      { line: 7, 1: '', 2: '', 3: '西宁' },
    ]);
  });

  test('a day that no calendar has stays a number', async () => {
    expect(await one(cell(1, '-4') + cell(1, '9e99') + cell(1, 'x'))).toEqual(['-4', '9e99', 'x']);
  });
});

describe('what is no spreadsheet that anybody keeps', () => {
  test('a ZIP bomb is not opened, whether it says how large it is or not', async () => {
    await expect(read(bomb(64 * 1024 ** 2))).rejects.toThrow('far more than it says');
    await expect(read(bomb(64 * 1024 ** 2, 1000))).rejects.toThrow('the spreadsheet is damaged');
  });

  const cases: [string, Buffer, string][] = [
    ['a DOCTYPE', sheetOf({ sheet: '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>' }), 'holds a DOCTYPE'],
    ['an entity that XML has not', sheetOf({ rows: textRow('&nbsp;') }), 'is not XML'],
    ['a sheet that is cut off', sheetOf({ sheet: '<worksheet><sheetData><row>' }), 'is not XML'],
    ['a cell of 10 MB', sheetOf({ rows: textRow('x'.repeat(10_000_000)) }), 'more than any may'],
    ['a cell in no column', sheetOf({ rows: '<row><c r="ZZZZZ1"><v>1</v></c></row>' }), 'stands in no column'],
    ['a ZIP of something else', zipOf({ 'cases.csv': 'a' }), 'no xl/workbook.xml'],
    ['no ZIP', Buffer.from('PK\u0003\u0004'), 'no whole ZIP file'],
    ['a file of something else', Buffer.from('a,b\n1,2'), 'no whole ZIP file'],
  ];
  test.each(cases)('%s', async (_, content, why) => {
    await expect(read(content, { header: false })).rejects.toThrow(why);
  });

  test('any spreadsheet with a byte changed is read or refused in one line', async () => {
    const whole = await written([[{ value: 'a' }], [{ value: day, format: 'yyyy-mm-dd' }], [{ value: 'x' }]]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const content = Buffer.from(whole);
        content[at] = byte;
        const said = await read(content).then(
          ({ rows }) => JSON.stringify(rows),
          (error: Error) => error.message,
        );
        expect(said).not.toContain('\n');
      }),
      { numRuns: 150 },
    );
  });
});
