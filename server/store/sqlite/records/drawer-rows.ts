import type { Database } from 'better-sqlite3';
import type { DrawerPlace } from '../../rows/register-change.ts';
import type { Kept } from '../../store.ts';
import { newestChange, trimChanges } from './change-rows.ts';

type Put = DrawerPlace & { body: Kept; at?: number };

/** False when something in the drawer has changed after `at`. */
export function putIntoDrawer(db: Database, { drawer, id, body, at }: Put): boolean {
  if (at !== undefined && newestChange(db, drawer) > at) return false;
  db.prepare('INSERT OR REPLACE INTO drawer (drawer, id, body) VALUES (?, ?, ?)').run(drawer, id, body);
  trimChanges(db);
  return true;
}

/** True when there was one. */
export function removeFromDrawer(db: Database, { drawer, id }: DrawerPlace): boolean {
  const { changes } = db.prepare('DELETE FROM drawer WHERE drawer = ? AND id = ?').run(drawer, id);
  trimChanges(db);
  return changes > 0;
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
