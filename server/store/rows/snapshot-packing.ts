import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Board, PackedBoard } from '#data/contract/board.ts';
import { packBoard, unpackBoard } from '#data/fold/snapshot.ts';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** A board as it is kept: its JSON, gzipped off the calling thread. */
export async function packSnapshot(board: Board): Promise<Uint8Array> {
  return zip(JSON.stringify(packBoard(board)), { level: 1 });
}

/** Null when the bytes are damaged: an older snapshot or the log itself serve as well. */
export async function unpackSnapshot(body: Uint8Array): Promise<Board | null> {
  try {
    return unpackBoard(JSON.parse((await unzip(body)).toString()) as PackedBoard);
  } catch {
    return null;
  }
}
