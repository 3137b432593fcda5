// Before `npm start`: builds the pages, and the server, when they were never built or something they are made of has changed.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const code = ['data/contract', 'data/fold', 'data/rules', 'data/kit', 'data/stats', 'package-lock.json'];

/** What is built by which configuration, one of the files that this makes, and what they are made of. */
const builds = [
  { what: 'the pages', config: 'vite.config.ts', makes: 'dist/wall/index.html', of: ['client', ...code] },
  { what: 'the server', config: 'server/vite.config.ts', makes: 'dist-server/main.js', of: ['server', ...code] },
];

function newest(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

for (const { what, config, makes, of } of builds) {
  const built = statSync(join(root, makes), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Math.max(...[config, ...of].map((path) => newest(join(root, path)))) <= built) continue;
  console.log(`building ${what} ...`);
  // Tests say `test`, and would otherwise leave behind what is made for them.
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  await build({ configFile: join(root, config), logLevel: 'warn' });
}
