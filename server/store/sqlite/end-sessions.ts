import { VERSION } from './schema.ts';
import { openForWriting } from './connection.ts';

/**
 * Takes everybody's session out of a store file that nobody has open: who was sent away after a
 * backup was made must not be let in again by restoring it.
 */
export function endSessionsIn(file: string): void {
  const db = openForWriting(file, { synchronous: 'FULL', busyMs: 0 });
  try {
    if ((db.pragma('user_version', { simple: true }) as number) < VERSION) return;
    db.prepare("DELETE FROM drawer WHERE drawer = 'session'").run();
  } finally {
    db.close();
  }
}
