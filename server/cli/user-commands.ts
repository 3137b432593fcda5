import { text } from 'node:stream/consumers';
import { Option, type Command } from 'commander';
import { roles, type Person } from '#data/contract/person.ts';
import type { Actions } from './actions.ts';

type Parts = {
  run<N extends keyof Actions>(name: N, args: object, what: string): Promise<Done<N>>;
  say(...lines: string[]): void;
};
type Done<N extends keyof Actions> = Extract<Awaited<ReturnType<Actions[N]>>, { ok: true }>['value'];

type Options = Partial<Record<'role' | 'area' | 'unit' | 'organisation' | 'subject' | 'rename', string>> & {
  name?: string;
  oversight?: boolean;
  passwordStdin?: boolean;
  resetAuthenticator?: boolean;
};

/** `user add | list | change | remove`. */
export function addUserCommands(program: Command, { run, say }: Parts): void {
  const user = program.command('user').description('who may sign in');

  described(user.command('add'), 'register somebody; without a password they sign in by OpenID Connect alone')
    .requiredOption('--name <NAME>', 'what they sign in with and are called by')
    .action(async ({ passwordStdin, ...asked }: Options) => {
      const password = await passwordFrom(passwordStdin);
      say(lineOf(await run('user-add', { ...asked, ...(password !== undefined && { password }) }, 'Registering')));
    });

  user
    .command('list')
    .description('everybody who is or was registered')
    .action(async () => {
      const people = await run('user-list', {}, 'Reading');
      say(
        ...people.map(
          (person) => `${lineOf(person)}${person.left ? ', left' : `, authenticator ${person.authenticator}`}`,
        ),
      );
    });

  described(user.command('change'), 'what is given changes, all else stays; an empty value takes it away')
    .argument('<NAME>')
    .option('--rename <NAME>', 'another name')
    .option('--no-oversight', 'may read the audit log no more')
    .option('--reset-authenticator', 'they set up another at the next sign-in')
    .action(
      async (
        name: string,
        { passwordStdin, resetAuthenticator, rename, oversight, ...asked }: Options,
        self: Command,
      ) => {
        const given = Object.entries(asked).map(([field, value]) => [field, value === '' ? null : value]);
        // Commander's default for a pair of --x and --no-x is true.
        const saysOversight = self.getOptionValueSource('oversight') === 'cli';
        const change = {
          ...Object.fromEntries(given),
          ...(rename !== undefined && { name: rename }),
          ...(saysOversight && { oversight }),
        };
        const password = await passwordFrom(passwordStdin);
        const command = (command: string, body: object) => run('user-command', { name, command, body }, 'Changing');
        if (password !== undefined) await command('password', { password });
        if (resetAuthenticator) await command('reset-authenticator', {});
        say(lineOf(await command('change', change)));
      },
    );

  user
    .command('remove')
    .description('they sign in no more, and what they have open closes; the name stays for what is on record')
    .argument('<NAME>')
    .action(async (name: string) => {
      const { name: whole } = await run('user-command', { name, command: 'leave', body: {} }, 'Removing');
      say(`${whole} signs in no more`);
    });
}

function described(command: Command, description: string): Command {
  return command
    .description(description)
    .addOption(new Option('--role <ROLE>', 'what they do').choices(roles))
    .option('--area <AREA>', 'a district, sub-district or community; without one the whole city')
    .option('--unit <UNIT>', 'whose crew they are')
    .option('--organisation <ORG>', 'whose tasks they do')
    .option('--subject <SUBJECT>', 'what the OpenID provider calls them')
    .option('--oversight', 'may read the audit log')
    .option('--password-stdin', 'the password is read from standard input, so that no list of processes shows it');
}

async function passwordFrom(stdin: boolean | undefined): Promise<string | undefined> {
  return stdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
}

function lineOf({ name, role, area, unit, organisation, oversight }: Person): string {
  const more = [area, unit, organisation, oversight ? 'oversight' : undefined].filter((one) => one !== undefined);
  return [`${name}: ${role}`, ...more].join(', ');
}
