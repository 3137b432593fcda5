import { createHash, timingSafeEqual } from 'node:crypto';
import type * as z from 'zod';
import type { FirstAdmin } from '#data/contract/person.ts';
import { refused, type Result } from '#data/kit/result.ts';
import type { Person } from '#data/contract/person.ts';
import { oneTimeCode } from './second-factor/one-time-code.ts';
import type { People } from './people.ts';
import type { PeopleRefusal } from './person-change.ts';
import type { Drawers } from '../store/store.ts';
import type { Register } from './register.ts';

/**
 * An installation where nobody can sign in yet: whoever started the server reads a code off its
 * terminal and makes the first admin with it. Only its hash is kept, until somebody is registered.
 */
export type FirstRun = {
  /** A new code where nobody is registered, else null. The last one is good no more. */
  begin(): Promise<string | null>;
  /** There is a code to make the first admin with. */
  waits(): Promise<boolean>;
  /** Null: the code is wrong, or there is none any more. */
  claim(asked: z.infer<typeof FirstAdmin>): Promise<Result<Person, PeopleRefusal> | null>;
};

const digest = (code: string) =>
  createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest();

type Parts = { drawers: Drawers; register: Register; people: People };

export function createFirstRun({ drawers, register, people }: Parts): FirstRun {
  // Who was made by a demo cannot sign in here.
  const isNew = () => register.all().every(({ demo }) => demo);

  const expected = async () => (isNew() ? await drawers.get('first-run', 'code') : null);

  return {
    async begin() {
      const code = isNew() ? oneTimeCode() : null;
      if (code === null) await drawers.remove('first-run', 'code');
      else await drawers.put('first-run', 'code', digest(code));
      return code;
    },
    waits: async () => (await expected()) !== null,
    async claim({ code, name, password }) {
      const kept = await expected();
      if (kept === null || !timingSafeEqual(digest(code), Buffer.from(kept as Uint8Array))) return null;
      // Taken before it is used: of two with the same code one is too late.
      if (!(await drawers.remove('first-run', 'code'))) return null;
      const putBack = () => drawers.put('first-run', 'code', kept);
      const made = await people
        .add({ kind: 'rule', id: 'first-run' }, { name, password, role: 'admin' })
        .catch(async (error: unknown) => {
          await putBack();
          throw error;
        });
      if (!made.ok) await putBack();
      return made.ok ? made : refused(made.refusal);
    },
  };
}
