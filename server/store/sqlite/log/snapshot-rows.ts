import type { Database } from 'better-sqlite3';
import { BOARD_FORMAT } from '#data/fold/board-format.ts';

/** The last two stay: should the newest be damaged, a start folds a little more. */
const KEPT = 2;

export type PackedSnapshot = { seq: number; body: Uint8Array };

export function keepSnapshot(db: Database, { seq, body }: PackedSnapshot): null {
  db.prepare('INSERT OR REPLACE INTO snapshot (seq, format, body) VALUES (?, ?, ?)').run(seq, BOARD_FORMAT, body);
  db.prepare('DELETE FROM snapshot WHERE seq NOT IN (SELECT seq FROM snapshot ORDER BY seq DESC LIMIT ?)').run(KEPT);
  return null;
}

/** Newest first; only such as the log reaches. */
export function readSnapshots(db: Database): PackedSnapshot[] {
  return db
    .prepare<[number], PackedSnapshot>(
      'SELECT seq, body FROM snapshot WHERE format = ? AND seq <= (SELECT COALESCE(MAX(seq), 0) FROM fact) ORDER BY seq DESC',
    )
    .all(BOARD_FORMAT);
}
