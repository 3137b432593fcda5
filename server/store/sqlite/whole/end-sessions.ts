import type { Drawer } from '../../store.ts';
import { openForWriting } from '../connection.ts';

/**
 * Takes everybody's session out of a store file that nobody has open, and whatever waits for an answer
 * (an approved display that has not come for its token): who was sent away after a backup was made must
 * not be let in again by restoring it.
 */
export function endSessionsIn(file: string): void {
  const db = openForWriting(file, { synchronous: 'FULL', busyMs: 0 });
  try {
    // A store of the time before drawers has no sessions.
    if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'drawer'").get() === undefined) return;
    const ended: readonly Drawer[] = ['session', 'pairing', 'enrolment', 'first-run'];
    db.prepare(`DELETE FROM drawer WHERE drawer IN (${ended.map((drawer) => `'${drawer}'`).join()})`).run();
  } finally {
    db.close();
  }
}
