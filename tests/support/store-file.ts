import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder on a file system of its own that holds no more than `size`; null where none can be mounted. */
export function smallDisk(size: string): string | null {
  const folder = temporaryFolder();
  const run = (program: string, ...options: string[]) => execFileSync(program, [...options, folder], { stdio: 'pipe' });
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs');
  } catch {
    return null;
  }
  onTestFinished(() => void run('umount', '-l'));
  return folder;
}
