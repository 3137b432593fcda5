import { parse } from 'csv-parse';
import type { Readable } from 'node:stream';
import type { Column } from './mapping.ts';
import { readJson } from './read-json.ts';
import type { Row } from './row.ts';

/** What of a mapping says how the file is written. */
export type RowFormat = {
  format: 'csv' | 'json';
  delimiter: string;
  header: boolean;
  /** Lines before the table begins. */
  skip?: number;
  items?: string | undefined;
  nulls: readonly string[];
};

/** A record that is longer than this is a quotation mark without its twin. */
const LONGEST_RECORD = 1_000_000;

/**
 * The records of a file one by one. `columns` are those that will be asked for.
 * @throws {Error} in one line: a column that is not there, or a file that is not what it should be.
 */
export function readRows(bytes: Readable, format: RowFormat, columns: readonly Column[]): AsyncGenerator<Row> {
  const nulls = new Set(format.nulls);
  const cell = (value: string) => (nulls.has(value) ? undefined : value);
  return format.format === 'json'
    ? readJson(bytes, format.items, columns, cell)
    : readTable(bytes, format, columns, cell);
}

type Cell = (value: string) => string | undefined;

async function* readTable(
  bytes: Readable,
  { delimiter, header, skip = 0 }: RowFormat,
  columns: readonly Column[],
  cell: Cell,
): AsyncGenerator<Row> {
  // Where the parser is: some records ahead of whoever takes them.
  let parsed = 0;
  const parser = parse({
    on_record: (record: string[], { lines }) => {
      parsed = lines;
      return record;
    },
    delimiter,
    info: true,
    trim: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
  });
  bytes.on('error', (error) => parser.destroy(error));
  // Whoever has seen enough of the rows leaves no file open.
  parser.once('close', () => bytes.destroy());
  bytes.pipe(parser);
  let index: ((column: Column) => number) | undefined;
  let width = 0;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const began = line;
      line = info.lines + 1;
      if (began <= skip || (record.length === 1 && record[0] === '')) continue;
      if (!index) {
        width = record.length;
        index = columnIndex(header ? record : null, width, columns);
        if (header) continue;
      }
      const at = index;
      yield {
        line: began,
        get: (column) => {
          const value = record[at(column)];
          return value === undefined ? undefined : cell(value);
        },
        ...(isRagged(record, width) && { ragged: true as const }),
      };
    }
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code !== 'CSV_QUOTE_NOT_CLOSED' && code !== 'CSV_MAX_RECORD_SIZE') throw error;
    throw new Error(`line ${parsed + 1}: a quotation mark opens in this record and is never closed`, { cause: error });
  }
}

/** A comma too many at the end of a line says nothing; anything else that is too much or too little does. */
function isRagged(record: readonly string[], width: number): boolean {
  return record.length < width || record.slice(width).some((value) => value !== '');
}

/** Where a column stands. What the first line holds is not told: it may be no header but somebody's record. */
function columnIndex(names: string[] | null, width: number, wanted: readonly Column[]): (column: Column) => number {
  const byName = new Map(names?.map((name, i) => [name, i]));
  const at = (column: Column) => (typeof column === 'number' ? column - 1 : (byName.get(column) ?? -1));
  for (const column of wanted) {
    if (names && names.indexOf(column as string) !== names.lastIndexOf(column as string))
      throw new Error(`the first line names "${column}" more than once: say which by its number`);
    if (at(column) >= 0 && at(column) < width) continue;
    if (typeof column === 'number') throw new Error(`there is no column ${column}: the first line has ${width}`);
    if (!names) throw new Error(`column "${column}" cannot be found by name: the mapping says that there is no header`);
    throw new Error(
      `there is no column "${column}" among the ${width} that the first line names; lines before it can be skipped with "skip"`,
    );
  }
  return at;
}
