import { createArchivedLog } from '../../archive/archived-log.ts';
import { readSealed, type KeptFact } from '../../sealed.ts';
import type { Line } from '../connect/line.ts';

/** The part of the log that is in archive files, as of the transaction on a line. */
export type ArchiveIn = {
  /** The first fact that the database holds itself. */
  oldest: number;
  /** Facts after `after` that it does not, oldest first; none where it does. @throws {ArchiveUnreadable} */
  between(after: number, limit: number): Promise<KeptFact[]>;
  /** All of that kind. @throws {ArchiveUnreadable} */
  ofKind(kind: string): Promise<KeptFact[]>;
  /** @throws {ArchiveUnreadable} */
  at(seq: number): Promise<KeptFact>;
};

/** To be asked for before anything else of the transaction: from here on no part of the log is dropped. */
export async function archiveIn(line: Line, folder: string): Promise<ArchiveIn> {
  await line.query('LOCK TABLE fact IN ACCESS SHARE MODE');
  const { rows } = await line.query<{ body: string }>("SELECT text AS body FROM drawer WHERE drawer = 'archive'");
  const found = await line.query<{ oldest: number }>('SELECT COALESCE(MIN(seq), 1) AS oldest FROM fact');
  const { oldest } = found.rows[0]!;
  const sealed = readSealed(rows);
  const archived = createArchivedLog(folder, async () => sealed);
  return {
    oldest,
    between: (after, limit) => archived.read({ after, before: oldest, limit }),
    async ofKind(kind) {
      const all: KeptFact[] = [];
      for (let after = 0; ; after = all.at(-1)!.seq) {
        const more = await archived.read({ after, before: oldest, limit: Infinity, kind });
        if (more.length === 0) return all;
        all.push(...more);
      }
    },
    at: archived.at,
  };
}
