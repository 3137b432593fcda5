import { JSONParser } from '@streamparser/json';
import type { Readable } from 'node:stream';
import { jsonRow } from './json-row.ts';
import type { Cell, Column, FileRow } from './row.ts';
import { seenColumns } from './seen-columns.ts';

type Options = {
  /** The path to the list; without it the document is the list. */
  items: string | undefined;
  /** What of an item is the record. */
  recordOf?: (item: unknown) => unknown;
};

/**
 * The records of the list at `items`, one by one: no more of the document is in memory than the portion
 * that was read last. @throws {Error} in one line: no list, no JSON, or a column that no record has.
 */
export async function* readJson(
  bytes: Readable,
  { items, recordOf = (item) => item }: Options,
  columns: readonly Column[],
  cell: Cell,
): AsyncGenerator<FileRow> {
  const noList = items === undefined ? 'the document is not a list of records' : `there is no list at "${items}"`;
  const seen = seenColumns(columns);
  let record = 0;
  let isList = true;
  let found: unknown[] = [];
  let first = '';
  const parser = new JSONParser({ paths: [`$.${items === undefined ? '' : `${items}.`}*`], keepStack: false });
  parser.onValue = ({ key, value }) => {
    // The values of an object are no list; they come with names instead of places.
    if (typeof key === 'number') found.push(value);
    else isList = false;
  };
  let broken = false;
  parser.onError = () => void (broken = true);

  for await (const portion of bytes as AsyncIterable<Buffer>) {
    if (first === '') first = portion.toString('latin1').trimStart().slice(0, 1);
    write(portion);
    if (!isList) throw new Error(noList);
    for (const item of found) yield rowOf(item);
    found = [];
  }
  if (!parser.isEnded) throw notJson();
  if (record === 0 && (items !== undefined || first !== '[')) throw new Error(noList);
  seen.check();

  function write(portion: Buffer): void {
    try {
      if (!parser.isEnded || portion.toString('latin1').trim() !== '') parser.write(portion);
    } catch {
      broken = true;
    }
    if (broken) throw notJson();
  }

  function rowOf(item: unknown): FileRow {
    const read = recordOf(item);
    seen.see(read);
    return jsonRow(read, ++record, cell);
  }
}

/** The library's own message quotes the document. */
const notJson = () => new Error('the file is not JSON');
