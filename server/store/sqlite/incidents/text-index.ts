import type { Database } from 'better-sqlite3';
import { readMeta, writeMeta } from '../meta.ts';
import { pairsOf } from '../../rows/text-pairs.ts';

/** One step takes in so many texts or letters, whichever is less, so that no commit waits long for it. */
const STEP_ROWS = 100;
const STEP_LETTERS = 4000;

export const textTables = `
  -- The pairs of letters in incident.text (text-pairs.ts), by n: of all rows up to textUpto (meta) that are not in text_due.
  CREATE VIRTUAL TABLE incident_text USING fts5(
    pairs, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii'
  );
  CREATE TABLE text_due (n INTEGER PRIMARY KEY) STRICT;
`;

/**
 * The index of texts follows the incidents at its own pace: what is committed is not yet in it, and a
 * search looks through that by itself. So no report waits for it, and a store of before is taken in
 * step by step.
 */
export type TextIndex = {
  /** Rows were written. Those of new numbers need no word: they come in their turn. */
  written(n: number): void;
  removed(n: number): void;
  /** Takes in a little of what it lacks; false when that is nothing. */
  step(): boolean;
};

export function openTextIndex(db: Database): TextIndex {
  const due = db.prepare<[number]>('INSERT INTO text_due (n) VALUES (?) ON CONFLICT DO NOTHING');
  const undue = db.prepare<[number]>('DELETE FROM text_due WHERE n = ?');
  const put = db.prepare<[number, string]>('INSERT OR REPLACE INTO incident_text (rowid, pairs) VALUES (?, ?)');
  const remove = db.prepare<[number]>('DELETE FROM incident_text WHERE rowid = ?');
  const rowsDue = db.prepare<[], Row>(
    `SELECT n, text FROM text_due JOIN incident USING (n) ORDER BY n LIMIT ${STEP_ROWS}`,
  );
  const rowsAfter = db.prepare<[number], Row>(`SELECT n, text FROM incident WHERE n > ? ORDER BY n LIMIT ${STEP_ROWS}`);
  let upto = Number(readMeta(db, 'textUpto') ?? 0);

  /** The last row that was taken in. */
  function take(rows: readonly Row[]): number {
    let letters = 0;
    let last = 0;
    for (const { n, text } of rows) {
      if (letters > STEP_LETTERS) break;
      put.run(n, pairsOf(text).join(' '));
      undue.run(n);
      letters += text.length;
      last = n;
    }
    return last;
  }

  return {
    written(n) {
      if (n <= upto) due.run(n);
    },
    removed(n) {
      if (n > upto) return;
      remove.run(n);
      undue.run(n);
    },
    step() {
      const changed = rowsDue.all();
      if (changed.length > 0) return take(changed) > 0;
      const fresh = rowsAfter.all(upto);
      if (fresh.length === 0) return false;
      upto = take(fresh);
      writeMeta(db, 'textUpto', String(upto));
      return true;
    },
  };
}

type Row = { n: number; text: string };
