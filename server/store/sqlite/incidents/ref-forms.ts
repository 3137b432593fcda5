import type { Database } from 'better-sqlite3';
import { refForm } from '#data/kit/text.ts';
import { writeDownEnds } from '../log/key-rows.ts';

type Row = { n: number; source: string; ref: string };

/**
 * References of before stand in the index as references are compared, so that the same report again is the same
 * incident. Their reports' keys are kept as they were, and beside them as a report of the same reference has it.
 */
export function putRefsInForm(db: Database): void {
  const others = db
    .prepare<[], Row>(
      `SELECT n, source, source_ref AS ref FROM incident
       WHERE source_ref GLOB '*  *' OR source_ref GLOB '*[^ -~]*' OR (length(source_ref) = 36 AND source_ref GLOB '*[A-F]*')`,
    )
    .all();
  const move = db.prepare<[string, number]>('UPDATE incident SET source_ref = ? WHERE n = ?');
  const addKey = db.prepare<[string, string]>(
    'INSERT OR IGNORE INTO entry_key (key, first) SELECT ?, first FROM entry_key WHERE key = ?',
  );
  for (const { n, source, ref } of others) {
    const form = refForm(ref).toWellFormed();
    if (form === ref) continue;
    move.run(form, n);
    addKey.run(`report:${source}:${form}`, `report:${source}:${ref}`);
  }
  writeDownEnds(db);
}
