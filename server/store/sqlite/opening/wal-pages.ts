import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What a write-ahead log adds to its database: the committed pages, and the page count after the last commit. */
export type WalPages = { pages: ReadonlySet<number>; pageCount: number };

const HEADER = 32;
const FRAME_HEADER = 24;

/** Reads the frame headers of a WAL file (https://sqlite.org/fileformat2.html#walformat); nothing committed when there is no such file. */
export function readWalPages(file: string): WalPages {
  const none: WalPages = { pages: new Set(), pageCount: 0 };
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return none;
    throw error;
  }
  try {
    const header = Buffer.alloc(HEADER);
    const size = fstatSync(fd).size;
    if (readSync(fd, header, 0, HEADER, 0) < HEADER || header.readUInt32BE(0) >>> 1 !== 0x377f0682 >>> 1) return none;
    const pageSize = header.readUInt32BE(8);
    const salts = header.readBigUInt64BE(16);
    const frame = Buffer.alloc(FRAME_HEADER);
    const committed = new Set<number>();
    let open: number[] = [];
    let pageCount = 0;
    for (let at = HEADER; at + FRAME_HEADER + pageSize <= size; at += FRAME_HEADER + pageSize) {
      readSync(fd, frame, 0, FRAME_HEADER, at);
      if (frame.readBigUInt64BE(8) !== salts) break;
      open.push(frame.readUInt32BE(0));
      if (frame.readUInt32BE(4) === 0) continue;
      pageCount = frame.readUInt32BE(4);
      for (const page of open) committed.add(page);
      open = [];
    }
    return { pages: committed, pageCount };
  } finally {
    closeSync(fd);
  }
}
