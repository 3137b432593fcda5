import type { Anchor, Verification } from '../store.ts';
import { inspectFile } from './opening/header.ts';
import { aside } from './threads/aside.ts';

/**
 * Recounts a store file that nobody has open, without opening it for writing.
 * @throws {StoreRefused} when it is no store of ours.
 */
export async function verifyFile(
  file: string,
  progress: (done: number, of: number) => void,
  anchor?: Anchor,
): Promise<Verification> {
  inspectFile(file);
  return aside(file, (thread) => thread.ask('verify', anchor ?? null), progress);
}
