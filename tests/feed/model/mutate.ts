import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A guard taken away: in `file`, `find` (which must stand there exactly once) becomes `put`. */
export type Mutant = { file: string; find: string; put: string };

// Preloaded with `node --import`: loads the product with one guard taken away, its files untouched.
const mutant = JSON.parse(process.env['MUTANT'] ?? 'null') as Mutant | null;

if (mutant) {
  let done = false;
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith(mutant.file)) return next(url, context);
      const source = readFileSync(fileURLToPath(url), 'utf8');
      if (source.split(mutant.find).length !== 2) throw new Error(`not exactly once in ${mutant.file}: ${mutant.find}`);
      done = true;
      return { format: 'module-typescript', source: source.replace(mutant.find, () => mutant.put), shortCircuit: true };
    },
  });
  process.on('exit', () => {
    if (!done) process.exitCode = 4;
  });
}
