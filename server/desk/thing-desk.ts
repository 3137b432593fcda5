import type { Commands } from '#data/contract/commands/command.ts';
import type { Fact, LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { accepted, type Result } from '#data/kit/result.ts';
import type { Decided, Fault } from '#data/rules/decision.ts';
import type { Subject } from '#data/rules/rights.ts';
import type { Given, Keeping } from './keeping.ts';
import { againstRule, type DeskRefusal, invalidBody, noRight, noSuch, noSuchCommand, stale } from './refusal.ts';
import type { Turns } from './turns.ts';

/** What a command made: the seq of its first fact, and the revision where the thing has one. */
export type Receipt = { seq: Seq; id: string; rev?: number };
export type Answer = Result<Receipt, DeskRefusal>;
export type ThingDesk = (given: Given, id: string, name: string, body: unknown) => Promise<Answer>;

type RowOf<Name extends Subject['kind']> = Extract<Subject, { kind: Name }>['row'];
type Named = { name: string; body: unknown };

/** How the commands of one kind of thing are decided, on the board as it is. */
type Kind<Row> = {
  bodies: Commands;
  find(id: string): Row | undefined;
  decide(row: Row, command: Named, given: Given): Decided;
  /** What else must be asked before: null when nothing is wrong. */
  check?(command: Named): Promise<Fault | null>;
  exercise?(row: Row): boolean;
  /** Where it stands, for those who are refused. */
  standing?(row: Row): { state?: string; rev?: number; allowed?: readonly string[] };
};

export type DeskTools = { keeping: Keeping; turns: Turns };

/** A desk for things that live on the board. */
export function thingDesk<Name extends Subject['kind']>(
  called: Name,
  kind: Kind<RowOf<Name>>,
  { keeping, turns }: DeskTools,
): ThingDesk {
  const { bodies, find, decide, check, exercise, standing } = kind;

  return async (given, id, name, body) => {
    const schema = Object.hasOwn(bodies, name) ? bodies[name]?.body : undefined;
    if (!schema) return noSuchCommand;
    const parsed = schema.safeParse(body ?? {});
    if (!parsed.success) return invalidBody(parsed.error);
    const command = { name, body: parsed.data };
    const said = { ...given, body: command.body };
    return turns([`${called}/${id}`], async () => {
      const answer = await attempt(said, id, command);
      if (answer.ok) return answer;
      const first = await keeping.before(said);
      return first ? accepted(receiptOf(first, id)) : answer;
    });
  };

  async function attempt(given: Given, id: string, command: Named): Promise<Answer> {
    const row = find(id);
    if (!row) return noSuch(called);
    const subject = { kind: called, row } as Subject;
    const right = given.how.right?.(subject, command.name, command.body) ?? 'given';
    if (right !== 'given') return right === 'hidden' ? noSuch(called) : noRight;
    const stands = standing?.(row) ?? {};
    const { ifMatch } = given.how;
    if (ifMatch !== undefined && stands.rev !== undefined && ifMatch !== stands.rev) return stale(called, stands);
    const fault = await check?.(command);
    if (fault) return againstRule(fault, stands);
    const decided = decide(row, command, given);
    if (!decided.ok) return againstRule(decided.refusal, stands);
    return keepOne(keeping, given, id, decided.value, exercise?.(row) ?? false);
  }
}

/** Keeps what was decided, and answers with what it made or had made before. */
export async function keepOne(
  keeping: Keeping,
  given: Given,
  id: string,
  facts: readonly Fact[],
  exercise: boolean,
): Promise<Answer> {
  const outcome = await keeping.keep(given, facts, { exercise: exercise || given.how.exercise === true });
  if (outcome.is === 'conflict') throw new Error('an entry without a guard cannot be in conflict');
  if (outcome.is === 'repeated') return accepted(receiptOf(await keeping.factAt(outcome.first), id));
  return accepted(receiptOf({ ...facts[0]!, seq: outcome.first }, id));
}

/** Of the first fact of an entry; what was found has its own id, whatever this one was asked with. */
export function receiptOf(fact: Fact & Pick<LoggedFact, 'seq'>, id: string): Receipt {
  if (fact.kind === 'danger.found') return { seq: fact.seq, id: fact.danger.id, rev: 1 };
  return { seq: fact.seq, id, ...('rev' in fact && { rev: fact.rev }) };
}
