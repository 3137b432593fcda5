import type { LoggedFact } from '#data/contract/fact.ts';
import type { Kept } from '../store.ts';
import { digestOf } from '../vouching.ts';

/** What the log vouches for: of a drawer or a token. `name`: what stands beside a token, by which it is ended. */
export type RegisterRow = { drawer: string; id: string; body: Kept; name?: string | null };

/** Register, tokens and photos against the log. */
export type RegisterCheck = {
  see(fact: LoggedFact): void;
  /** Whether no fact seen so far vouches for anything. */
  isEmpty(): boolean;
  /** The first row that is not what the facts seen so far vouch for, or what is not kept any more. */
  firstWrong(rows: Iterable<RegisterRow>, head: number): { firstBad: number; why: string } | null;
};

export function createRegisterCheck(): RegisterCheck {
  const told = new Map<string, { seq: number; digest: string | null }>();
  return {
    see(fact) {
      if (fact.kind === 'register.kept') told.set(`${fact.drawer} ${fact.id}`, { seq: fact.seq, digest: fact.digest });
    },
    isEmpty: () => told.size === 0,
    firstWrong(rows, head) {
      for (const { drawer, id, body, name: beside } of rows) {
        const name = `${drawer} ${id}`;
        const vouched = told.get(name);
        told.delete(name);
        if (!vouched || vouched.digest === null)
          return { firstBad: vouched?.seq ?? head, why: `nothing vouches for ${name}, which is kept` };
        if (vouched.digest !== digestOf(body))
          return { firstBad: vouched.seq, why: `what is kept of ${name} is not what this fact vouches for` };
        if (drawer === 'token' && beside !== (JSON.parse(String(body)) as { name?: string }).name)
          return { firstBad: head, why: `the name beside token ${id} is not the one that is vouched for` };
      }
      for (const [name, { seq, digest }] of told)
        if (digest !== null)
          return { firstBad: seq, why: `${name}, for which this fact vouches, is not kept any more` };
      return null;
    },
  };
}
