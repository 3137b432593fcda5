import { crewIsWithin } from '#data/rules/reach.ts';
import { rightOf, type RightsContext, type Subject, type Unmade } from '#data/rules/rights.ts';
import type { Person } from '#data/contract/person.ts';
import type { ConsoleContext } from '../context.ts';

export type Giver = Pick<ConsoleContext, 'me' | 'board' | 'now' | 'pack'>;

/**
 * Whether a command is offered: by the rule that the server goes by. `people`: the register, which alone knows where a
 * crew works; left out, nobody's crew is known.
 */
export function mayGive(
  { me, board, now, pack }: Giver,
  subject: Subject | Unmade,
  command: string,
  body: unknown = {},
  people: readonly Person[] = [],
): boolean {
  const context: RightsContext = {
    board,
    now,
    pack,
    crewIsWithin: (unit, area) => crewIsWithin(unit, area, pack, people),
  };
  return rightOf(me, subject, command, body, context) === 'given';
}
