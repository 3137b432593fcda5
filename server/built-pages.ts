import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The build of the pages that this server serves, where they are built. */
export function builtPages(dist: string): string | undefined {
  try {
    return readFileSync(join(dist, 'build.txt'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
