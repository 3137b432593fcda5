import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Mutant } from './model/mutate.ts';
import { mutants } from './model/mutants.ts';

const root = join(import.meta.dirname, '../..');
const script = [
  `--import=${join(root, 'tests/feed/model/mutate.ts')}`,
  join(root, 'tests/feed/model/hunt.ts'),
  '200',
  '7',
];

/** Exit code and last words of the search for trouble in a product without one of its guards. */
function hunt(mutant: Mutant): Promise<{ code: number; words: string }> {
  const env = { ...process.env, MUTANT: JSON.stringify(mutant) };
  return new Promise((done) => {
    execFile(process.execPath, script, { cwd: root, env, maxBuffer: 1e8 }, (error, words, errors) => {
      done({ code: error ? Number(error.code) : 0, words: words + errors });
    });
  });
}

describe('without this guard something goes wrong', () => {
  for (const [guard, mutant] of Object.entries(mutants)) {
    it.concurrent(guard, { timeout: 300_000 }, async () => {
      const { code, words } = await hunt(mutant);
      expect({ code, words: words.slice(0, 400) }).toMatchObject({ code: 3, words: expect.stringContaining('BROKEN') });
    });
  }
});
