import type { Readable } from 'node:stream';
import { readGeoJson } from './read-geojson.ts';
import { readJsonLines } from './read-json-lines.ts';
import { readJson } from './read-json.ts';
import { readTable } from './read-table.ts';
import type { Cell, Column, FileRow } from './row.ts';
import { tableRows } from './table-rows.ts';

/** What of a mapping says how a file of text is written. */
export type RowFormat = {
  format: 'csv' | 'json' | 'jsonl' | 'geojson';
  delimiter?: string | undefined;
  header: boolean;
  /** Lines before the table begins. */
  skip?: number;
  items?: string | undefined;
  nulls: readonly string[];
};

/** Whatever stands for "nothing here" is nothing. */
export function cellOf(nulls: readonly string[]): Cell {
  const none = new Set(nulls);
  return (text) => (none.has(text) ? undefined : text);
}

/**
 * The records of a text one by one. `columns` are those that will be asked for.
 * @throws {Error} in one line: a column that is not there, or a file that is not what it should be.
 */
export function readRows(bytes: Readable, format: RowFormat, columns: readonly Column[]): AsyncGenerator<FileRow> {
  const cell = cellOf(format.nulls);
  const { header, skip = 0, items } = format;
  switch (format.format) {
    case 'json':
      return readJson(bytes, { items }, columns, cell);
    case 'jsonl':
      return readJsonLines(bytes, columns, cell);
    case 'geojson':
      return readGeoJson(bytes, columns, cell);
    case 'csv':
      return tableRows(readTable(bytes, format.delimiter, skip), { header, skip }, columns, cell);
  }
}
