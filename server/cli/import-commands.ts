import { existsSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Result } from '#data/kit/result.ts';
import { EX_USAGE, exitWith } from '../exit.ts';
import type { ActionRefusal } from './action.ts';
import type { Actions } from './actions.ts';
import { importLine, importWords, notReplaced, whyHeld, withdrawnWords } from './imports/import-words.ts';
import { readMapping } from './read-mapping.ts';

type Parts = {
  run<N extends keyof Actions>(name: N, args: object, what: string, signal?: AbortSignal): Promise<Done<N>>;
  say(...lines: string[]): void;
  must<T>(result: Result<T, ActionRefusal>): T;
  /** From the folder in which the command was given. */
  path(file: string): string;
  untilInterrupted(): AbortSignal;
};
type Done<N extends keyof Actions> = Extract<Awaited<ReturnType<Actions[N]>>, { ok: true }>['value'];
type ImportOptions = { map: string; dryRun: boolean; partly: boolean; refused?: string; replace?: string };

/** `import`, `import-guess`, `import-list`, `import-withdraw`. */
export function addImportCommands(program: Command, { run, say, must, path, untilInterrupted }: Parts): void {
  program
    .command('import')
    .description('take a file of past incidents in; the same file twice is one import (docs/import.md)')
    .argument('<FILE>', 'CSV, TSV, JSON, JSON lines or GeoJSON, also gzipped or zipped; XLSX')
    .requiredOption('--map <MAP>', 'the mapping of its columns, a JSON file ("import-guess" writes one)')
    .option('--dry-run', 'read it and report, change nothing', false)
    .option('--partly', 'take what is good, though rows are refused; without it, all or nothing', false)
    .option('--refused <CSV>', 'write refused rows to this new file, each with its reason')
    .option('--replace <IMPORT>', 'withdraw this import once the file was read through, and take the file in its place')
    .action(async (file: string, { map, dryRun, partly, refused, replace }: ImportOptions) => {
      const { raw, mapping } = must(readMapping(path(map)));
      if (mapping.kind === 'track')
        exitWith(EX_USAGE, ['this mapping is for positions: they can be replayed, not imported']);
      if (refused !== undefined && existsSync(path(refused)))
        exitWith(EX_USAGE, [`${refused} exists already: it is not written over`]);
      const replaces = replace !== undefined && { replaces: replace };
      const args = { file: path(file), mapping: raw, dryRun, partly, refusedRows: refused !== undefined, ...replaces };
      const { report, refusedCsv } = await run('import', args, dryRun ? 'Reading' : 'Importing', untilInterrupted());
      say(...importWords(report));
      if (refused !== undefined && refusedCsv !== null) {
        writeFileSync(path(refused), `\uFEFF${refusedCsv}`, { flag: 'wx' });
        say(`refused rows: ${refused}`);
      }
      const stays = notReplaced(report.replaced) ?? (dryRun ? null : whyHeld(report));
      if (stays !== null) exitWith(1, [stays]);
    });

  program
    .command('import-guess')
    .description('print a mapping for a file, guessed from the names of its columns and what stands in them')
    .argument('<FILE>', 'as for "import"')
    .action(async (file: string) => {
      const { mapping, unsure, trouble } = await run(
        'import-look',
        { file: path(file) },
        'Reading',
        untilInterrupted(),
      );
      if (trouble !== null) process.stderr.write(`not usable as it is: ${trouble}\n`);
      if (unsure.length > 0) process.stderr.write(`look at: ${unsure.join(', ')}\n`);
      say(JSON.stringify(mapping, null, 2));
    });

  program
    .command('import-list')
    .description('list the imports on record: when, by whom, how many cases, and which were taken back')
    .action(async () => {
      say(...(await run('import-list', {}, 'Reading')).map(importLine));
    });

  program
    .command('import-withdraw')
    .description('take a whole import back, on record: its cases count no more and nobody finds them')
    .argument('<IMPORT>', 'what "import" says at its end')
    .action(async (id: string) => {
      say(withdrawnWords(await run('import-withdraw', { id }, 'Withdrawing', untilInterrupted())));
    });
}
