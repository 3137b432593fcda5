import { at } from './json-row.ts';
import type { Column } from './row.ts';

/** Whether each column was in one record at least: JSON has no header that says so. */
export function seenColumns(columns: readonly Column[]) {
  const unseen = new Set(columns.map(String));
  let records = 0;
  return {
    see(record: unknown): void {
      records++;
      for (const column of unseen) if (at(record, column) !== undefined) unseen.delete(column);
    },
    /** @throws {Error} in one line: a column that no record has. */
    check(): void {
      const [missing] = unseen;
      if (records > 0 && missing !== undefined)
        throw new Error(`there is no "${missing}" in any of the ${records} records`);
    },
  };
}
