import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { findDelimiter } from './find-delimiter.ts';
import type { TableRecord } from './table-rows.ts';

/** A record that is longer than this is a quotation mark without its twin. */
const LONGEST_RECORD = 1_000_000;
/** So much of a file shows what stands between its columns. */
const HEAD = 64 * 1024;

/**
 * The records of a table in text. Without `delimiter`, what stands between two columns is found out.
 * @throws {Error} in one line where a quotation mark is never closed.
 */
export async function* readTable(bytes: Readable, delimiter: string | undefined, skip: number) {
  if (delimiter !== undefined) return yield* recordsOf(bytes, delimiter);
  const head = await firstOf(bytes);
  yield* recordsOf(Readable.from(rejoined(head, bytes)), findDelimiter(head.toString(), skip));
}

async function* recordsOf(bytes: Readable, delimiter: string): AsyncGenerator<TableRecord> {
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
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line, texts: record };
      line = info.lines + 1;
    }
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE')
      throw new Error(`line ${parsed + 1}: a quotation mark opens in this record and is never closed`, {
        cause: error,
      });
    throw error;
  }
}

/** The stream stays open for the rest. */
async function firstOf(bytes: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of bytes.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer | string>) {
    parts.push(typeof part === 'string' ? Buffer.from(part) : part);
    if ((length += part.length) >= HEAD) break;
  }
  return Buffer.concat(parts);
}

async function* rejoined(head: Buffer, rest: Readable): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* rest as AsyncIterable<Buffer>;
}
