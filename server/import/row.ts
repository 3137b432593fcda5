import type { Column } from './mapping.ts';

/** One record of a file. */
export type Row = {
  /** Where it begins in the file, from 1; in JSON the number of the record. */
  line: number;
  /** The text in a column, trimmed; undefined where there is nothing. */
  get(column: Column): string | undefined;
  /** Fewer or more columns than the header says. */
  ragged?: true;
};
