import { posix } from 'node:path';
import type { Package } from './package.ts';
import { readXml } from './xml-events.ts';

export type Workbook = {
  /** Days are counted from 1904, as early Macintoshes did (ECMA-376 part 1, 18.17.4.1). */
  from1904: boolean;
  /** Path of the sheet that is read. */
  sheet: string;
};

type Sheet = { name: string; relation: string; hidden: boolean };

/** `wanted`: the name of a sheet; without it, the first that is shown. @throws {Error} in one line */
export async function readWorkbook(parts: Package, wanted: string | undefined): Promise<Workbook> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  const book = await parts.read('xl/workbook.xml');
  if (!book) throw new Error('this is no spreadsheet: it has no xl/workbook.xml');
  await readXml(book, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true', 'on'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const hidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? '', relation: attributes['r:id'] ?? '', hidden });
    },
  });
  const targets = new Map<string, string>();
  await readXml(await parts.read('xl/_rels/workbook.xml.rels'), {
    open(name, { Id = '', Target = '' }) {
      if (name === 'Relationship') targets.set(Id, posix.join('/xl', Target.startsWith('/') ? `..${Target}` : Target));
    },
  });
  const sheet = sheets.find(({ name, hidden }) => (wanted === undefined ? !hidden : name === wanted));
  if (!sheet && wanted !== undefined)
    throw new Error(`the spreadsheet has no sheet "${wanted}"; it has ${sheets.map(({ name }) => name).join(', ')}`);
  const target = sheet && targets.get(sheet.relation);
  if (target === undefined) throw new Error('the spreadsheet has no sheet that is shown');
  return { from1904, sheet: target.slice(1) };
}
