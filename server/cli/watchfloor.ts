import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import type { Result } from '#data/kit/result.ts';
import { parseConfig } from '../config.ts';
import { EX_CONFIG, EX_USAGE, exitWith, messageOf } from '../exit.ts';
import { StoreRefused } from '../store/store.ts';
import { type ActionRefusal, unhurried } from './action.ts';
import type { Actions } from './actions.ts';
import { addImportCommands } from './import-commands.ts';
import { accessWords, numbersGivenAgain } from './restore-words.ts';
import { copiedWords } from './copy-store.ts';
import { perform } from './perform.ts';
import { withBar } from './progress-bar.ts';
import { addReplay } from './replay-command.ts';
import { addUserCommands } from './user-commands.ts';

const parsed = parseConfig(process.env);
if ('wrong' in parsed) exitWith(EX_CONFIG, parsed.wrong);
const { config } = parsed;

// npm runs scripts in the package's folder; files are named from where somebody stands.
const here = process.env['npm_lifecycle_event'] === 'watchfloor' ? process.env['INIT_CWD'] : undefined;
const path = (file: string) => resolve(here ?? process.cwd(), file);
const say = (...lines: string[]) => process.stdout.write(lines.map((line) => `${line}\n`).join(''));

function must<T>(result: Result<T, ActionRefusal>): T {
  if (result.ok) return result.value;
  return exitWith(result.refusal.exit, [result.refusal.why]);
}

async function run<N extends keyof Actions>(name: N, args: object, what: string, signal = unhurried.signal) {
  return must(await withBar(what, (progress) => perform(config, name, args, { progress, signal })));
}

/** Aborted by the first Ctrl-C, after which the command says what stays; the second ends it as always. */
function untilInterrupted(): AbortSignal {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  return interrupted.signal;
}

/** Ends the process with what is wrong first; gives what was counted where nothing is. */
async function verified(anchor?: string) {
  const found = await run('verify', { anchor }, 'Verifying');
  if (!found.ok) exitWith(1, [`the first wrong fact is ${found.firstBad}: ${found.why}`]);
  return found;
}

async function verify({ anchor }: { anchor?: string }): Promise<void> {
  const { facts } = await verified(anchor);
  say(
    `${facts} facts; chain, register, keys, read models and roll-ups agree${anchor === undefined ? '' : ', and the anchor is in the chain'}`,
  );
}

const program = new Command('watchfloor')
  .description(
    'Looks after a Watchfloor store. Works beside a running server (over its socket in DATA_DIR) and without one.',
  )
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

const db = program.command('db').description('the store');
db.command('verify')
  .description('recount the chain of facts, the register, the read models and the roll-ups')
  .action(verify);
db.command('backup')
  .description('copy the store into FILE while everything goes on')
  .argument('<FILE>', 'a file that is not there yet')
  .action(async (file: string) => {
    await run('backup', { file: path(file) }, 'Copying');
    say(`copied to ${path(file)}`);
  });
db.command('copy')
  .description('copy the whole store into an empty database or a new file; nothing is taken in meanwhile')
  .addOption(
    // What stands on the command line is seen by everybody on the machine.
    new Option('--to <TARGET>', 'postgres://USER:PASSWORD@HOST/DATABASE, or FILE.db')
      .env('COPY_TO')
      .makeOptionMandatory(),
  )
  .option('--switch-over', 'take nothing in afterwards either, until the server is started again', false)
  .action(async ({ to, switchOver }: { to: string; switchOver: boolean }) => {
    const target = /^postgres(ql)?:/.test(to) ? to : path(to);
    const copied = await run('copy', { to: target, switchOver }, 'Copying', untilInterrupted());
    say(...copiedWords(copied, config));
  });
db.command('restore')
  .description('put a backup in the place of the store; screens notice and load it anew')
  .argument('<FILE>', 'what "db backup" made')
  .option('--keep-access', 'people and tokens as the backup has them: nobody was sent away since', false)
  .action(async (file: string, { keepAccess }: { keepAccess: boolean }) => {
    const { facts, access, kept } = await run('restore', { file: path(file), keepAccess }, 'Checking');
    say(
      `restored ${facts} facts; the store as it was is kept as ${kept}`,
      numbersGivenAgain(facts),
      ...accessWords[access],
    );
  });

const audit = program.command('audit').description('the audit trail');
audit
  .command('verify')
  .description('recount the chain of facts; name the first that was changed, lost or moved')
  .option('--anchor <ANCHOR>', 'what "audit anchor" printed once: the chain must still be that one')
  .action(verify);
audit
  .command('anchor')
  .description(
    'verify, and print on the last line what to keep elsewhere: nobody can rewrite the log up to here unseen',
  )
  .action(async () => {
    const { head, hash } = await verified();
    say(`${head}:${hash}`);
  });

addReplay(program, { config, path, say, must });
addUserCommands(program, { run, say });
addImportCommands(program, { run, say, must, path, untilInterrupted });

type TokenOption = 'source' | 'units' | 'view' | 'name' | 'area';
const sourceSaid = ({ name, units }: { name: string; units?: readonly string[] }) =>
  [`source ${name}`, ...(units ? [`for ${units.join(', ')}`] : [])].join(' ');

const token = program.command('token').description('who may report and who may look');
token
  .command('add')
  .description('make a token; it is printed alone on the last line and kept nowhere')
  .option('--source <NAME>', 'for a system that reports')
  .option(
    '--units <UNITS>',
    'with --source: the only units whose positions it may tell, with commas; PD-* for all that begin so',
  )
  .option('--view <VIEW>', 'for a screen: public-wall, ops-wall, officer, supervisor or admin')
  .option('--name <NAME>', 'with --view: what the screen is called')
  .option('--area <AREA>', 'with --view: limited to a district, sub-district or community')
  .action(async ({ source, units, view, name, area }: Partial<Record<TokenOption, string>>) => {
    if ((source === undefined) === (view === undefined)) exitWith(EX_USAGE, ['one of --source and --view is needed']);
    if (units !== undefined && source === undefined) exitWith(EX_USAGE, ['--units needs a --source']);
    if (view !== undefined && name === undefined) exitWith(EX_USAGE, ['--view needs a --name']);
    const { token } =
      source === undefined
        ? await run('view-token', { view, name, ...(area !== undefined && { area }) }, 'Keeping')
        : await run(
            'source-token',
            { name: source, ...(units !== undefined && { units: units.split(',') }) },
            'Keeping',
          );
    say(token);
  });
token
  .command('list')
  .description('the names that tokens were given; the tokens themselves are kept nowhere')
  .action(async () => {
    const grants = await run('token-list', {}, 'Reading');
    say(...grants.map((grant) => (grant.kind === 'source' ? sourceSaid(grant) : `${grant.view} ${grant.name}`)));
  });
token
  .command('revoke')
  .description('the tokens of this name are good no more; screens that look with them are sent away at once')
  .argument('<NAME>', 'what "token list" shows')
  .action(async (name: string) => {
    await run('token-revoke', { name }, 'Revoking');
    say(`the tokens of "${name}" are good no more`);
  });

program
  .command('display')
  .description('the screens of a command centre')
  .command('approve')
  .description('let the display look that shows this code')
  .argument('<code>', 'six digits')
  .requiredOption('--view <VIEW>', 'what it may see')
  .requiredOption('--name <NAME>', 'what it is called')
  .option('--area <AREA>', 'limited to a district, sub-district or community')
  .action(async (code: string, asked: { view: string; name: string; area?: string }) => {
    await run('approve-display', { code: code.replaceAll(/\D/g, ''), ...asked }, 'Approving');
    say(`${asked.name} is approved as ${asked.view}`);
  });

const demo = program.command('demo').description('the demo city');
demo
  .command('reset')
  .description('begin the demo city anew')
  .action(async () => {
    if (config.demo === false) exitWith(1, ['this is no demo installation: its store is left alone']);
    const { kept } = await run('demo-reset', {}, 'Resetting');
    say(`the demo city begins anew; the store as it was is kept as ${kept}`);
  });
demo
  .command('flood')
  .description('let many alarms come at once')
  .action(async () => {
    const { reports, silent } = await run('demo-flood', {}, 'Flooding');
    say(`${reports} reports come in, ${silent} units fall silent`);
  });

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said what was wrong with the words.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EX_USAGE;
  else exitWith(error instanceof StoreRefused ? EX_CONFIG : 1, [messageOf(error)]);
}
