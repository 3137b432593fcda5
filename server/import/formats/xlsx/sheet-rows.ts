import type { Readable } from 'node:stream';
import type { TableRecord } from '../table-rows.ts';
import { numberText } from './number-text.ts';
import type { Shows } from './styles.ts';
import { xmlEvents } from './xml-events.ts';

type Sheet = { texts: readonly string[]; styles: readonly Shows[]; from1904: boolean };

/** ECMA-376: the last column is XFD. */
const COLUMNS = 16_384;

/** The rows of a sheet; each cell as the text that it shows, a formula as the value that was kept with it. */
export async function* sheetRows(bytes: Readable, sheet: Sheet): AsyncGenerator<TableRecord> {
  let rows: TableRecord[] = [];
  let line = 0;
  let texts: string[] = [];
  let column = 0;
  let type = 'n';
  let style = 0;
  let value = '';
  let taking = false;
  let said = 0;

  const events = xmlEvents(bytes, {
    open(name, attributes) {
      if (name === 'row') {
        line = Number(attributes['r'] ?? line + 1);
        texts = [];
        column = 0;
      } else if (name === 'c') {
        const at = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r']);
        if (!(at >= 1 && at <= COLUMNS)) throw new Error('the spreadsheet is damaged: a cell stands in no column');
        column = at;
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? 0);
        value = '';
      } else if (name === 'rPh') said++;
      taking = name === 'v' || (name === 't' && said === 0);
    },
    text(part) {
      if (taking) value += part;
    },
    close(name) {
      taking = false;
      if (name === 'rPh') said--;
      if (name === 'c' && value !== '') {
        while (texts.length < column - 1) texts.push('');
        texts[column - 1] = textOf().trim();
      }
      if (name === 'row' && texts.some((text) => text !== '')) rows.push({ line, texts });
    },
  });
  for await (const _ of events) {
    yield* rows;
    rows = [];
  }

  function textOf(): string {
    if (type === 's') return sheet.texts[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    // What ISO 8601 writes, what a formula says, what stands in the cell itself, `#N/A`.
    if (type !== 'n') return value;
    return numberText(value, sheet.styles[style] ?? null, sheet.from1904);
  }
}

/** `C7` is 3. */
function columnOf(place: string): number {
  let column = 0;
  for (let i = 0; i < place.length; i++) {
    const letter = place.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}
