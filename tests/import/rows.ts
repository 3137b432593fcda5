import { Readable } from 'node:stream';
import { readRows, type RowFormat } from '#server/import/read-rows.ts';
import { decode } from '#server/import/decode.ts';
import type { Column } from '#server/import/mapping.ts';
import type { Row } from '#server/import/row.ts';

/** A row with these values. */
export function rowOf(values: Record<string, string>, line = 1): Row {
  return { line, get: (column) => values[column] };
}

/** The rows of a text. */
export async function rowsOf(
  text: string,
  format: Partial<RowFormat> = {},
  columns: readonly Column[] = [],
): Promise<Row[]> {
  const whole = { format: 'csv', delimiter: ',', header: true, nulls: ['', 'NA'], ...format } as const;
  const rows: Row[] = [];
  const bytes = decode(Readable.from([Buffer.from(text)]), undefined);
  for await (const row of readRows(bytes, whole, columns)) rows.push(row);
  return rows;
}
