import { crc32, deflateRawSync } from 'node:zlib';
import { zipOf } from './zip-of.ts';

const xml = '<?xml version="1.0" encoding="UTF-8"?>';
const namespaces =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

type Parts = { rows?: string; sheet?: string; book?: string; styles?: string; texts?: string };

/** The parts of a spreadsheet written by hand, for what no library would write. */
export function sheetParts({ rows = '', sheet, book = '', styles, texts }: Parts): Record<string, string> {
  return {
    'xl/workbook.xml': `${xml}<workbook ${namespaces}>${book}<sheets><sheet name="Cases" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    ...(styles !== undefined && { 'xl/styles.xml': `${xml}<styleSheet>${styles}</styleSheet>` }),
    ...(texts !== undefined && { 'xl/sharedStrings.xml': `${xml}<sst>${texts}</sst>` }),
    'xl/worksheets/sheet1.xml': sheet ?? `${xml}<worksheet ${namespaces}><sheetData>${rows}</sheetData></worksheet>`,
  };
}

export const sheetOf = (parts: Parts): Buffer => zipOf(sheetParts(parts));

/** A row of texts that stand in their cells. */
export const textRow = (...texts: string[]) =>
  `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;

/** A ZIP of one entry that unpacks to `size` blanks, `claimed` in its directory. */
export function bomb(size: number, claimed = size): Buffer {
  const parts = sheetParts({});
  const path = 'xl/worksheets/sheet1.xml';
  const packed = deflateRawSync(Buffer.alloc(size, ' '));
  const plain = zipOf({ ...parts, [path]: '' });
  // The last entry is the sheet: its header ends the entries, and its record ends the directory.
  const local = plain.lastIndexOf(Buffer.from('504b0304', 'hex'));
  const central = plain.lastIndexOf(Buffer.from('504b0102', 'hex'));
  const entry = Buffer.concat([plain.subarray(local, central), packed]);
  const record = Buffer.from(plain.subarray(plain.indexOf(Buffer.from('504b0102', 'hex')), plain.length - 22));
  const last = record.lastIndexOf(Buffer.from('504b0102', 'hex'));
  for (const [into, at] of [[entry, 8], [record, last + 10]] as const) {
    into.writeUInt16LE(8, at);
    into.writeUInt32LE(crc32(Buffer.alloc(0)), at + 6);
    into.writeUInt32LE(packed.length, at + 10);
    into.writeUInt32LE(claimed, at + 14);
  } // prettier-ignore
  const whole = Buffer.concat([plain.subarray(0, local), entry]);
  const end = Buffer.from(plain.subarray(plain.length - 22));
  end.writeUInt32LE(whole.length, 16);
  return Buffer.concat([whole, record, end]);
}
