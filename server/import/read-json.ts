import { JSONParser } from '@streamparser/json';
import type { Readable } from 'node:stream';
import type { Column } from './mapping.ts';
import type { Row } from './row.ts';

/**
 * The records of the list at `items` (a path; without it the document is the list), one by one: no
 * more of the document is in memory than the portion that was read last.
 * @throws {Error} in one line: no list, no JSON, or a column that no record has.
 */
export async function* readJson(
  bytes: Readable,
  items: string | undefined,
  columns: readonly Column[],
  cell: (value: string) => string | undefined,
): AsyncGenerator<Row> {
  const noList = items === undefined ? 'the document is not a list of records' : `there is no list at "${items}"`;
  const unseen = new Set(columns.map(String));
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
  const [missing] = unseen;
  if (record > 0 && missing !== undefined) throw new Error(`there is no "${missing}" in any of the ${record} records`);

  function write(portion: Buffer): void {
    try {
      if (!parser.isEnded || portion.toString('latin1').trim() !== '') parser.write(portion);
    } catch {
      broken = true;
    }
    if (broken) throw notJson();
  }

  function rowOf(item: unknown): Row {
    for (const column of unseen) if (at(item, column) !== undefined) unseen.delete(column);
    return {
      line: ++record,
      get: (column) => {
        const value = at(item, String(column));
        return value === undefined || value === null || typeof value === 'object'
          ? undefined
          : cell(String(value).trim());
      },
    };
  }
}

/** The library's own message quotes the document. */
const notJson = () => new Error('the file is not JSON');

/** What lies at `a.b.c`. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
      ? (inner as Record<string, unknown>)[key]
      : undefined;
  }, value);
}
