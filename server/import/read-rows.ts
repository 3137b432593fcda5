import { parse } from 'csv-parse';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Column } from './mapping.ts';
import type { Row } from './row.ts';

/** What of a mapping says how the file is written. */
export type RowFormat = {
  format: 'csv' | 'json';
  delimiter: string;
  header: boolean;
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
  return format.format === 'json' ? readJson(bytes, format.items, cell) : readTable(bytes, format, columns, cell);
}

type Cell = (value: string) => string | undefined;

async function* readTable(
  bytes: Readable,
  { delimiter, header }: RowFormat,
  columns: readonly Column[],
  cell: Cell,
): AsyncGenerator<Row> {
  const parser = parse({
    delimiter,
    info: true,
    trim: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  bytes.on('error', (error) => parser.destroy(error));
  // Whoever has seen enough of the rows leaves no file open.
  parser.once('close', () => bytes.destroy());
  bytes.pipe(parser);
  let index: ((column: Column) => number) | undefined;
  let width = 0;
  let line = 1;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    const began = line;
    line = info.lines + 1;
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
      ...(record.length !== width && { ragged: true as const }),
    };
  }
}

/** Where a column stands. What the first line holds is not told: it may be no header but somebody's record. */
function columnIndex(names: string[] | null, width: number, wanted: readonly Column[]): (column: Column) => number {
  const byName = new Map(names?.map((name, i) => [name, i]));
  const at = (column: Column) => (typeof column === 'number' ? column - 1 : (byName.get(column) ?? -1));
  for (const column of wanted) {
    if (at(column) >= 0 && at(column) < width) continue;
    if (typeof column === 'number') throw new Error(`there is no column ${column}: the first line has ${width}`);
    if (!names) throw new Error(`column "${column}" cannot be found by name: the mapping says that there is no header`);
    throw new Error(`there is no column "${column}" among the ${width} that the first line names`);
  }
  return at;
}

async function* readJson(bytes: Readable, items: string | undefined, cell: Cell): AsyncGenerator<Row> {
  const document = parseJson(await text(bytes));
  const list = items === undefined ? document : at(document, items);
  if (!Array.isArray(list))
    throw new Error(items === undefined ? 'the document is not a list of records' : `there is no list at "${items}"`);
  for (const [i, item] of list.entries()) {
    yield {
      line: i + 1,
      get: (column) => {
        const value = at(item, String(column));
        return value === undefined || value === null || typeof value === 'object'
          ? undefined
          : cell(String(value).trim());
      },
    };
  }
}

function parseJson(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    // V8's own message quotes the document.
    throw new Error('the file is not JSON');
  }
}

/** What lies at `a.b.c`. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
      ? (inner as Record<string, unknown>)[key]
      : undefined;
  }, value);
}
