import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };

/** What `npm start` runs is measured: the built server, of the sources as they are. */
export function buildIfStale(): void {
  execFileSync(process.execPath, ['client/build-if-stale.ts'], { cwd: root, stdio: 'ignore' });
}

/** How `npm start` runs it. */
export const built = { script: 'dist-server/main.js', flags: scripts.start.match(/--\S+/g) ?? [] };
