// Before `npm start`: builds the pages when they were never built or something they are made of has changed.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const madeOf = [
  'client',
  'data/contract',
  'data/fold',
  'data/rules',
  'data/kit',
  'data/stats',
  'package-lock.json',
  'vite.config.ts',
];

function newest(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const built = statSync(join(root, 'dist/wall/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (Math.max(...madeOf.map((path) => newest(join(root, path)))) > built) {
  console.log('building the pages ...');
  // Tests say `test`, and would otherwise leave pages behind that are made for them.
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
}
