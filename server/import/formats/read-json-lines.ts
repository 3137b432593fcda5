import type { Readable } from 'node:stream';
import { jsonRow } from './json-row.ts';
import type { Cell, Column, FileRow } from './row.ts';
import { seenColumns } from './seen-columns.ts';

/** No record of anybody's is longer. In UTF-16 units. */
const LONGEST_LINE = 1_000_000;

/**
 * The records of JSON lines (https://jsonlines.org): one on each line, blank lines left out. A line that
 * holds none, or is longer than a million characters, is a broken row among good ones.
 * @throws {Error} in one line: a column that no record has.
 */
export async function* readJsonLines(bytes: Readable, columns: readonly Column[], cell: Cell): AsyncGenerator<FileRow> {
  const seen = seenColumns(columns);
  for await (const { line, text } of linesOf(bytes)) {
    if (text?.trim() === '') continue;
    const record = text === null ? undefined : parsed(text);
    const row = jsonRow(record, line, cell);
    if (!row.broken) seen.see(record);
    yield row;
  }
  seen.check();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `text`: null of a line that is too long, of which nothing is kept. */
async function* linesOf(bytes: Readable): AsyncGenerator<{ line: number; text: string | null }> {
  const decoder = new TextDecoder();
  let line = 1;
  let held: string | null = '';
  for await (const portion of bytes as AsyncIterable<Buffer>) {
    const parts = decoder.decode(portion, { stream: true }).split('\n');
    for (const [i, part] of parts.entries()) {
      if (i > 0) {
        yield { line: line++, text: held };
        held = '';
      }
      if (held !== null) held = held.length + part.length > LONGEST_LINE ? null : held + part;
    }
  }
  yield { line, text: held };
}
