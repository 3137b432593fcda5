import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StoreRefused } from '../../store.ts';
import { APPLICATION_ID, VERSION } from './schema.ts';
import { readWalPages, type WalPages } from './wal-pages.ts';

const MAGIC = 'SQLite format 3\0';

/**
 * Why a file is not to be opened as a store, from its first 100 bytes, its size and its WAL; null
 * when nothing speaks against it (https://sqlite.org/fileformat2.html#the_database_header).
 */
export function whyRefused(header: Buffer, size: number, wal: WalPages): string | null {
  if (size === 0) return 'it is empty: truncated';
  if (header.length < 100) return 'it is too short for a store: truncated or foreign';
  if (header.toString('latin1', 0, 16) !== MAGIC) return 'it is not a SQLite file';
  if (header.readUInt32BE(68) !== APPLICATION_ID) return 'it is a SQLite file of another program';
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  const sound =
    pageSize >= 512 &&
    (pageSize & (pageSize - 1)) === 0 &&
    [18, 19].every((at) => header[at] === 1 || header[at] === 2) &&
    header[21] === 64 &&
    header[22] === 32 &&
    header[23] === 32 &&
    header.readUInt32BE(56) === 1;
  if (!sound) return 'its header is corrupt';
  const version = header.readUInt32BE(60);
  if (version > VERSION) return newer(version);
  const missing = firstMissingPage(header, Math.floor(size / pageSize), wal);
  return missing === 0 ? null : `it is truncated: page ${missing} of ${pageSize} bytes is missing`;
}

export function newer(version: number): string {
  return `it is of version ${version}, newer than this program, which knows ${VERSION}`;
}

/** 0 when every page is in the file or in the WAL. */
function firstMissingPage(header: Buffer, inFile: number, wal: WalPages): number {
  const countIsValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  const count = wal.pageCount > 0 ? wal.pageCount : countIsValid ? header.readUInt32BE(28) : 0;
  for (let page = inFile + 1; page <= count; page++) if (!wal.pages.has(page)) return page;
  return 0;
}

/** @throws {StoreRefused} before SQLite has seen the file. */
export function inspectFile(file: string): void {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const header = Buffer.alloc(100);
    const read = readSync(fd, header, 0, 100, 0);
    const why = whyRefused(header.subarray(0, read), size, readWalPages(`${file}-wal`));
    if (why !== null) throw new StoreRefused(`${file} is not opened: ${why}`);
  } finally {
    closeSync(fd);
  }
}
