import { Readable } from 'node:stream';
import { readRows, type RowFormat } from '#server/import/formats/read-rows.ts';
import { decode } from '#server/import/formats/decode.ts';
import type { Column, FileRow, Row } from '#server/import/formats/row.ts';

/** A row with these values. */
export function rowOf(values: Record<string, string>, line = 1): Row {
  return { line, get: (column) => values[column] };
}

/** The rows of a text. */
export async function rowsOf(
  text: string,
  format: Partial<RowFormat> = {},
  columns: readonly Column[] = [],
): Promise<FileRow[]> {
  const whole = { format: 'csv', delimiter: ',', header: true, nulls: ['', 'NA'], ...format } as const;
  const rows: FileRow[] = [];
  const bytes = decode(Readable.from([Buffer.from(text)]), undefined);
  for await (const row of readRows(bytes, whole, columns)) rows.push(row);
  return rows;
}
