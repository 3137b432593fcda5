import { createHash, timingSafeEqual } from 'node:crypto';
import type * as z from 'zod';
import type { FirstAdmin } from '#data/contract/person.ts';
import { refused, type Result } from '#data/kit/result.ts';
import type { Person } from '#data/contract/person.ts';
import { oneTimeCode } from './one-time-code.ts';
import type { People } from './people.ts';
import type { PeopleRefusal } from './person-change.ts';
import type { Register } from './register.ts';

/**
 * An installation where nobody can sign in yet: whoever started the server reads a code off its
 * terminal and makes the first admin with it. It is kept as a hash, in memory, until somebody is registered.
 */
export type FirstRun = {
  /** A new code where nobody is registered, else null. The last one is good no more. */
  begin(): string | null;
  /** There is a code to make the first admin with. */
  waits(): boolean;
  /** Null: the code is wrong, or there is none any more. */
  claim(asked: z.infer<typeof FirstAdmin>): Promise<Result<Person, PeopleRefusal> | null>;
};

const digest = (code: string) =>
  createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest();

export function createFirstRun({ register, people }: { register: Register; people: People }): FirstRun {
  let expected: Buffer | null = null;
  // Who was made by a demo cannot sign in here.
  const isNew = () => register.all().every(({ demo }) => demo);

  return {
    begin() {
      const code = isNew() ? oneTimeCode() : null;
      expected = code === null ? null : digest(code);
      return code;
    },
    waits: () => expected !== null && isNew(),
    async claim({ code, name, password }) {
      if (!expected || !isNew() || !timingSafeEqual(digest(code), expected)) return null;
      // Taken before it is used: of two with the same code one is too late.
      const taken = expected;
      expected = null;
      const made = await people
        .add({ kind: 'rule', id: 'first-run' }, { name, password, role: 'admin' })
        .catch((error: unknown) => {
          expected = taken;
          throw error;
        });
      if (!made.ok) expected = taken;
      return made.ok ? made : refused(made.refusal);
    },
  };
}
