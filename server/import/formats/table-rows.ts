import type { Cell, Column, FileRow } from './row.ts';

/** What stands beside each other in a table, and the line where it begins. */
export type TableRecord = { line: number; texts: readonly string[] };

type Table = {
  /** Whether the first record names the columns; else they have numbers. */
  header: boolean;
  /** Lines before the table begins. */
  skip: number;
  /** Of a spreadsheet, in which nobody writes empty cells at the end. */
  mayBeShort?: boolean;
};

/** The rows of a table, whatever it was written in. @throws {Error} in one line: a wanted column that is not there. */
export async function* tableRows(
  records: AsyncIterable<TableRecord>,
  { header, skip, mayBeShort = false }: Table,
  wanted: readonly Column[],
  cell: Cell,
): AsyncGenerator<FileRow> {
  let index: ((column: Column) => number) | undefined;
  let names: readonly string[] = [];
  let width = 0;
  for await (const { line, texts } of records) {
    if (line <= skip || (texts.length === 1 && texts[0] === '')) continue;
    if (!index) {
      width = texts.length;
      index = columnIndex(header ? texts : null, width, wanted);
      names = texts.map((name, i) => (header && name !== '' ? name : String(i + 1)));
      if (header) continue;
    }
    const at = index;
    yield {
      line,
      get: (column) => {
        const text = texts[at(column)];
        return text === undefined ? undefined : cell(text);
      },
      fields: () => texts.map((text, i) => [names[i] ?? String(i + 1), text]),
      ...(isRagged(texts, width, mayBeShort) && { ragged: true as const }),
    };
  }
}

/** A comma too many at the end of a line says nothing; anything else that is too much or too little does. */
function isRagged(texts: readonly string[], width: number, mayBeShort: boolean): boolean {
  return (!mayBeShort && texts.length < width) || texts.slice(width).some((text) => text !== '');
}

/** Where a column stands. What the first line holds is not told: it may be no header but somebody's record. */
function columnIndex(
  names: readonly string[] | null,
  width: number,
  wanted: readonly Column[],
): (column: Column) => number {
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
