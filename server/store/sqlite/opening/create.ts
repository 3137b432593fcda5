import Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { StoreRefused } from '../../store.ts';
import { makeEmpty } from '../../private-files.ts';
import { syncFolderOf, syncPath } from '../disk.ts';
import { writeMeta } from '../meta.ts';
import { migrate } from './schema.ts';

/** A new store appears complete or not at all. */
export function createFile(file: string, epoch: string, hourShift: number): void {
  if (existsSync(`${file}-wal`))
    throw new StoreRefused(`${file} is missing, but its ${file}-wal is there: put both back, or take both away`);
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  makeEmpty(draft);
  const db = new Database(draft);
  db.pragma('journal_mode = OFF');
  migrate(db);
  writeMeta(db, 'epoch', epoch);
  writeMeta(db, 'hourShift', String(hourShift));
  db.close();
  syncPath(draft);
  renameSync(draft, file);
  syncFolderOf(file);
}
