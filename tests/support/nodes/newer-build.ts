import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** The kind of fact that only the newer build knows. */
export const NEW_KIND = 'cell.flooded';
export const NEW_BUILD = '9.9.9+1';

/** Written as docs/adding.md says: the schema, who may see it, what it is about. The last one writes such a fact when it is told to. */
const additions: [file: string, before: string, added: string][] = [
  [
    'data/contract/facts/grid.ts',
    "  z.object({ kind: z.literal('cell.staffing-changed')",
    `  z.object({ kind: z.literal('${NEW_KIND}') }),\n`,
  ],
  ['data/contract/fact-sight.ts', "  'cell.staffing-changed': {", `  '${NEW_KIND}': 'nobody',\n`],
  [
    'server/main.ts',
    "for (const signal of ['SIGTERM'",
    `process.on('SIGUSR2', () => void store.log.append([{ facts: [{ kind: '${NEW_KIND}', at: Date.now() }] }]));\n`,
  ],
];

/** These sources as a later version of them: another build, which knows one kind of fact more. On SIGUSR2 it writes one. */
export function newerBuild(): { script: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-newer-'));
  for (const part of ['server', 'data', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/build.txt'), NEW_BUILD);
  for (const [file, before, added] of additions) change(file, before, (found) => added + found);
  // Such facts are on no record, and change no thing.
  change(
    'server/store/subjects.ts',
    "    case 'cell.staffing-changed':\n",
    (found) => `    case '${NEW_KIND}':\n      return [];\n${found}`,
  );

  function change(file: string, find: string, put: (found: string) => string): void {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(find)) throw new Error(`not in ${file}: ${find}`);
    writeFileSync(path, text.replaceAll(find, put));
  }

  return { script: join(folder, 'server/main.ts'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
