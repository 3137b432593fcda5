import { createReadStream } from 'node:fs';
import * as yauzl from 'yauzl';
import type { Encoding } from '../formats/decode.ts';
import { openText } from '../formats/open-text.ts';

export type GuessedFormat = { format: 'csv' | 'json' | 'jsonl' | 'geojson' | 'xlsx'; encoding?: Encoding };

/** Characters that tell what is written there. */
const HEAD = 16 * 1024;

/** What a file is written in, by its beginning; its name only says whose ZIP it is. @throws {Error} in one line */
export async function guessFormat(file: string, name: string): Promise<GuessedFormat> {
  if (await isSpreadsheet(file)) return { format: 'xlsx' };
  for (const encoding of [undefined, 'gb18030'] as const) {
    const head = await headOf(file, encoding).catch((error: unknown) => {
      // Bytes of another encoding: GB18030 is what is left in China.
      if (encoding === undefined && error instanceof Error && /bytes that are not UTF-8/.test(error.message))
        return null;
      throw error;
    });
    if (head !== null) return { format: written(head, name), ...(encoding && { encoding }) };
  }
  throw new Error('the file is written in no encoding that is known here');
}

function written(head: string, name: string): GuessedFormat['format'] {
  const text = head.trimStart();
  if (/^\{\s*"/.test(text) && /"type"\s*:\s*"FeatureCollection"/.test(text)) return 'geojson';
  const [first = '', second = ''] = text.split('\n', 2);
  if (text.startsWith('{')) {
    const isLine = /\}\s*$/.test(first) && (second.trim() === '' || second.trimStart().startsWith('{'));
    return isLine || /\.(jsonl|ndjson)(\.gz)?$/i.test(name) ? 'jsonl' : 'json';
  }
  return text.startsWith('[') ? 'json' : 'csv';
}

async function headOf(file: string, encoding: Encoding | undefined): Promise<string> {
  const { bytes } = await openText(file, { encoding });
  let head = '';
  for await (const part of bytes as AsyncIterable<Buffer>) if ((head += part.toString()).length >= HEAD) break;
  return head;
}

async function isSpreadsheet(file: string): Promise<boolean> {
  for await (const first of createReadStream(file, { end: 3 }) as AsyncIterable<Buffer>)
    if (first.toString('hex') !== '504b0304') return false;
  try {
    const zip = await yauzl.openPromise(file, { autoClose: false });
    try {
      for await (const { fileName } of zip.eachEntry()) if (fileName.toLowerCase() === 'xl/workbook.xml') return true;
      return false;
    } finally {
      zip.close();
    }
  } catch {
    return false;
  }
}
