import type { Line } from './connect/line.ts';

/** The end of the year 9999: what is after it counts as of its last month. */
const LAST_MS = 253_402_300_799_999;

/** The month of a time, ms, on the UTC scale: 202601. */
export function monthOf(at: number): number {
  const date = new Date(Math.min(at, LAST_MS));
  return date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
}

/** The day of a time, ms, on the UTC scale: 20260105. */
export function dayOf(at: number): number {
  return monthOf(at) * 100 + new Date(Math.min(at, LAST_MS)).getUTCDate();
}

/** The month after `month`. */
export const monthAfter = (month: number) => (month % 100 === 12 ? month + 89 : month + 1);

/** The part of a table, by the number that it is for. */
export const partOf = (table: 'fact' | 'track', number: number) => `${table}_${number}`;

/**
 * Makes the part where it is missing, inside the caller's transaction, which nobody else does at the same
 * time. Made beside and then joined: whoever reads the table meanwhile does not wait.
 */
export async function makePart(line: Line, table: 'fact' | 'track', number: number): Promise<void> {
  const part = partOf(table, number);
  const found = await line.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [part]);
  if (found.rows[0]!.there) return;
  await line.query(`CREATE TABLE ${part} (LIKE ${table} INCLUDING CONSTRAINTS INCLUDING INDEXES INCLUDING STORAGE)`);
  await line.query(`ALTER TABLE ${table} ATTACH PARTITION ${part} FOR VALUES IN (${number})`);
}
