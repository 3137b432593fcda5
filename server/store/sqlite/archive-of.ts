import type { Database } from 'better-sqlite3';
import { dirname, join } from 'node:path';
import { type ArchivedBodies, createArchivedBodies } from '../archive/archived-bodies.ts';
import { readSealed } from '../sealed.ts';
import { listDrawer } from './records/drawer-rows.ts';

/** A store's file, and the folder of its archive files. */
export type FileAndArchive = { file: string; archive: string };

/** Where they are when nobody says otherwise. */
export const archiveBeside = (file: string) => join(dirname(file), 'archive');

/** What of the log is in archive files, by what is on record in this file. */
export const archiveOf = (db: Database, folder: string): ArchivedBodies =>
  createArchivedBodies(folder, readSealed(listDrawer(db, 'archive')));
