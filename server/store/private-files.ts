import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';

/** What the store and its copies are: read and written by the account that runs the product, by nobody else. */
export const PRIVATE = 0o600;
const PRIVATE_FOLDER = 0o700;
const SHARED_BY_ALL = 0o1000;

/** An empty file for somebody else to fill: SQLite gives what it writes beside a file the rights of that file. */
export function makeEmpty(file: string): void {
  closeSync(openSync(file, 'wx', PRIVATE));
}

/** Takes a file from everybody else, where there is one: it may be of a version that left it open. */
export function keepPrivate(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() && isOpen(found.mode)) chmodSync(file, PRIVATE);
}

/**
 * Makes the folder of the data, or takes one that is there from everybody else. One that is plainly
 * not ours alone (somebody else's, everybody's, with folders in it) is left: its files are private anyway.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  const { mode, uid } = statSync(folder);
  const isOurs = uid === process.getuid?.() && (mode & SHARED_BY_ALL) === 0;
  if (!isOurs || !isOpen(mode)) return;
  if (readdirSync(folder, { withFileTypes: true }).every((entry) => !entry.isDirectory()))
    chmodSync(folder, PRIVATE_FOLDER);
}

const isOpen = (mode: number) => (mode & 0o077) !== 0;
