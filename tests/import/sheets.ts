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
