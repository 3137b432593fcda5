import * as z from 'zod';

/** A column by its name in the header, by its number from 1, or by its path in a JSON record. */
export const Column = z.union([z.string().min(1), z.int().positive()]);
export type Column = z.infer<typeof Column>;

/** One record of a file, as a mapping sees it. */
export type Row = {
  /** Where it begins in the file, from 1; in JSON the number of the record. */
  line: number;
  /** The text in a column, trimmed; undefined where there is nothing. */
  get(column: Column): string | undefined;
  /** Fewer or more columns than the header says. */
  ragged?: true;
  /** What stands there is no record at all. */
  broken?: true;
};

/** The name of a column and the text in it; a column without a name is named by its number. */
export type Field = readonly [name: string, text: string];
/** A row with all that stands in it, for whoever shows it again. */
export type FileRow = Row & { fields(): Field[] };

/** What a text stands for: undefined where it says that there is nothing. */
export type Cell = (text: string) => string | undefined;
