import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The longest path that every system takes for a local socket. */
const LONGEST = 100;

/**
 * Where a server that keeps its data under `path` listens: the path itself where that can be a
 * socket, else a name made of it (Windows has pipes, and socket paths are short everywhere).
 */
export function socketAddress(path: string, platform: string = process.platform): string {
  const name = () => `watchfloor-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`;
  if (platform === 'win32') return `\\\\.\\pipe\\${name()}`;
  return Buffer.byteLength(path) <= LONGEST ? path : join(tmpdir(), `${name()}.sock`);
}
