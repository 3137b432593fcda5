import { createHash } from 'node:crypto';
import type { Actor } from '#data/contract/actor.ts';
import type { Fact, LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { IncidentId, Seq } from '#data/contract/ids.ts';
import { canonicalJson } from '#data/kit/canonical.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Right, Subject } from '#data/rules/rights.ts';
import type { Entry, FactLog, Outcome } from '../store/store.ts';

/** How a command is given, beside what it says. */
export type How = {
  /** The revision that the caller has seen; another one is a conflict. */
  ifMatch?: number;
  /** The same key again with the same command is that very command: it gets the first answer. */
  idempotencyKey?: string;
  /** Whether whoever gives it may, asked in the command's own turn. Without it: may. */
  right?: (subject: Subject, command: string, body: unknown) => Right;
  /** Given by the demo or in a drill. */
  exercise?: boolean;
};

/** One command: who gives it, what it is about, `incident/ID/assign`, and what it says, once that is read. */
export type Given = { actor: Actor; about: string; how: How; body?: unknown };

/** The desk's way to the log. */
export type Keeping = {
  keep(given: Given, facts: readonly Fact[], more: { exercise: boolean; guard?: Entry['guard'] }): Promise<Outcome>;
  /** The first fact that this very command made when it was given before; null when it was not. */
  before(given: Given): Promise<LoggedFact | null>;
  factAt(seq: Seq): Promise<LoggedFact>;
};

export type KeepingParts = {
  log: FactLog;
  clock: Clock;
  /** Whether whatever this one commands is an exercise: the people of a demo. */
  isExercise?: ((actor: Actor) => boolean) | undefined;
};

export function createKeeping({ log, clock, isExercise = () => false }: KeepingParts): Keeping {
  const append = async (entry: Entry) => (await log.append([entry]))[0]!;
  const factAt = async (seq: Seq) => {
    const [first] = await log.read((seq - 1) as Seq, 1);
    if (first?.fact.seq !== seq) throw new Error(`the log does not hold fact ${seq}`);
    return first.fact;
  };
  return {
    factAt,
    keep(given, facts, { exercise, guard }) {
      const stamp = {
        at: clock.now(),
        by: given.actor,
        ...((exercise || isExercise(given.actor)) && { exercise: true as const }),
      };
      const key = keyOf(given);
      return append({
        facts: facts.map((fact): NewFact => ({ ...fact, ...stamp })),
        ...(key !== undefined && { key }),
        ...(guard && { guard }),
      });
    },
    async before(given) {
      const key = keyOf(given);
      if (key === undefined) return null;
      const outcome = await append({ ...neverKept, key });
      return outcome.is === 'repeated' ? factAt(outcome.first) : null;
    },
  };
}

/** Asks for a key without taking it: no incident is ever at this revision. */
const neverKept: Entry = {
  facts: [{ kind: 'incident.noted', incident: 'nobody' as IncidentId, rev: 1, at: 0 }],
  guard: { incident: 'nobody' as IncidentId, rev: -1 },
};

/** Who uses a key again for something else gets no answer that was meant for another question. */
function keyOf({ actor, about, body, how: { idempotencyKey } }: Given): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  const said = createHash('sha256')
    .update(canonicalJson(body ?? {}))
    .digest('base64url')
    .slice(0, 22);
  return `desk:${actor.kind}:${actor.id}:${about}:${said}:${idempotencyKey}`;
}
