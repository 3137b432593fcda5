import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** What `npm start` runs is measured: the built server, of the sources as they are. */
export function buildIfStale(): void {
  const root = resolve(import.meta.dirname, '../..');
  execFileSync(process.execPath, ['client/build-if-stale.ts'], { cwd: root, stdio: 'ignore' });
}

/** How `npm start` runs it. */
export const built = { script: 'dist-server/main.js', flags: ['--max-semi-space-size=8'] } as const;
