import * as z from 'zod';
import type { Actor } from '#data/contract/actor.ts';
import type { Person } from '#data/contract/person.ts';
import { accepted, type Result } from '#data/kit/result.ts';
import type { Access } from '../access/access.ts';
import type { PeopleRefusal } from '../access/person-change.ts';
import { authenticatorOf, personOf } from '../access/person-record.ts';
import { action, refuse, type ActionRefusal } from './action.ts';

/** What the command line needs of the register, in the server or without one. */
export type UserParts = Pick<Access, 'people' | 'register' | 'audit'>;

/** Whoever has a shell on the machine answers for what is done there. */
export const byCommandLine: Actor = { kind: 'rule', id: 'command-line' };

const named = z.object({ name: z.string() });
const body = z.record(z.string(), z.unknown());

/** Commands about people, by their names. What they are checked against is in the contract (person.ts). */
export function userActions(access: () => Promise<UserParts>) {
  async function found(name: string): Promise<Result<{ id: string } & UserParts, ActionRefusal>> {
    const parts = await access();
    const record = parts.register.byName(name);
    return record ? accepted({ ...parts, id: record.id }) : refuse(`nobody is called "${name}"`);
  }

  return {
    'user-add': action(body, async (asked) => said(await (await access()).people.add(byCommandLine, asked))),

    'user-list': action(z.object({}), async () => {
      const { register } = await access();
      return accepted(
        register.all().map((record) => ({ ...personOf(record), authenticator: authenticatorOf(record) })),
      );
    }),

    'user-command': action(named.extend({ command: z.string(), body }), async ({ name, command, body }) => {
      const who = await found(name);
      return who.ok ? said(await who.value.people.command(byCommandLine, who.value.id, command, body)) : who;
    }),
  };
}

function said(answer: Result<Person, PeopleRefusal>): Result<Person, ActionRefusal> {
  if (answer.ok) return accepted(answer.value);
  const { detail, errors, status } = answer.refusal;
  const why = errors ? errors.map(({ pointer, detail }) => `${pointer.slice(1) || 'arguments'}: ${detail}`) : [detail];
  return refuse(why.join('; '), status === 422 ? 64 : 1);
}
