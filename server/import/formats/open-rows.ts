import type { Encoding } from './decode.ts';
import { openText } from './open-text.ts';
import { cellOf, readRows, type RowFormat } from './read-rows.ts';
import type { Column, FileRow } from './row.ts';
import { tableRows } from './table-rows.ts';
import { openXlsx } from './xlsx/open-xlsx.ts';

/** What of a mapping says how a file is written. */
export type FileFormat = Omit<RowFormat, 'format'> & {
  format: RowFormat['format'] | 'xlsx';
  encoding?: Encoding | undefined;
  /** In a zip. */
  entry?: string | undefined;
  /** In a spreadsheet. */
  sheet?: string | undefined;
};

/** The rows of a file, whatever it is written in; how far it was read; and what names its content once it is read. */
export type OpenRows = {
  rows: AsyncGenerator<FileRow>;
  progress(): [done: number, of: number];
  /** SHA-256 in hex, the same however the same content was saved. */
  digest(): string;
};

/** `columns`: those that will be asked for. @throws {Error} in one line */
export async function openRows(file: string, format: FileFormat, columns: readonly Column[]): Promise<OpenRows> {
  const written = format.format;
  if (written !== 'xlsx') {
    const { bytes, ...text } = await openText(file, format);
    return { ...text, rows: readRows(bytes, { ...format, format: written }, columns) };
  }
  const { header, skip = 0, nulls, sheet } = format;
  const { records, ...open } = await openXlsx(file, sheet);
  return { ...open, rows: tableRows(records, { header, skip, mayBeShort: true }, columns, cellOf(nulls)) };
}
