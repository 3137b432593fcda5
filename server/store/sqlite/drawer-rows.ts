import type { Database } from 'better-sqlite3';
import type { Kept } from '../store.ts';
import type { DrawerPlace } from './messages.ts';

export function putIntoDrawer(db: Database, { drawer, id, body }: DrawerPlace & { body: Kept }): null {
  db.prepare('INSERT OR REPLACE INTO drawer (drawer, id, body) VALUES (?, ?, ?)').run(drawer, id, body);
  return null;
}

/** True when there was one. */
export function removeFromDrawer(db: Database, { drawer, id }: DrawerPlace): boolean {
  return db.prepare('DELETE FROM drawer WHERE drawer = ? AND id = ?').run(drawer, id).changes > 0;
}

export function findInDrawer(db: Database, { drawer, id }: DrawerPlace): Kept | null {
  const find = db.prepare<[string, string], Kept>('SELECT body FROM drawer WHERE drawer = ? AND id = ?').pluck();
  return find.get(drawer, id) ?? null;
}

export function listDrawer(db: Database, drawer: string): { id: string; body: Kept }[] {
  return db
    .prepare<[string], { id: string; body: Kept }>('SELECT id, body FROM drawer WHERE drawer = ? ORDER BY id')
    .all(drawer);
}
