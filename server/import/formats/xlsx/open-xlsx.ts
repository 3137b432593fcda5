import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import type { TableRecord } from '../table-rows.ts';
import { openPackage } from './package.ts';
import { readSharedTexts } from './shared-texts.ts';
import { sheetRows } from './sheet-rows.ts';
import { readStyles } from './styles.ts';
import { readWorkbook } from './workbook.ts';

export type OpenSheet = {
  records: AsyncIterable<TableRecord>;
  /** Bytes of the sheet read so far, and in all. */
  progress(): [done: number, of: number];
  /** SHA-256 in hex of what stands in the rows so far: the same sheet saved again is the same. */
  digest(): string;
};

/** Opens one sheet of an XLSX file (ECMA-376), read as it comes. @throws {Error} in one line */
export async function openXlsx(file: string, wanted: string | undefined): Promise<OpenSheet> {
  const parts = await openPackage(file);
  try {
    const { sheet, from1904 } = await readWorkbook(parts, wanted);
    const styles = await readStyles(parts);
    const texts = await readSharedTexts(parts);
    const packed = await parts.read(sheet);
    if (!packed) throw new Error('the spreadsheet is damaged: its sheet is missing');
    let done = 0;
    const counter = new Transform({
      transform(chunk: Buffer, _, pass) {
        done += chunk.length;
        pass(null, chunk);
      },
    });
    packed.on('error', () => counter.destroy(new Error('the spreadsheet is damaged: it cannot be unpacked')));
    packed.pipe(counter);
    counter.once('close', () => {
      packed.destroy();
      parts.close();
    });
    const hash = createHash('sha256');
    let digest: string | undefined;
    return {
      records: hashed(sheetRows(counter, { texts, styles, from1904 }), (line) => hash.update(line)),
      progress: () => [done, parts.sizeOf(sheet)],
      digest: () => (digest ??= hash.digest('hex')),
    };
  } catch (error) {
    parts.close();
    throw error;
  }
}

async function* hashed(records: AsyncIterable<TableRecord>, update: (line: string) => void) {
  for await (const record of records) {
    update(`${JSON.stringify(record)}\n`);
    yield record;
  }
}
