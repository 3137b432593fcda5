import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder for a store that outlives its server, until the test (or `over` says what) is over. */
export function keptFolder(over: (run: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-access-'));
  over(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
