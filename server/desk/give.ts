import type { Actor } from '#data/contract/actor.ts';
import { commandNamed, type ThingKind } from '#data/contract/commands/kinds.ts';
import type { Board } from '#data/contract/board.ts';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import type { Fact, LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted, type Result } from '#data/kit/result.ts';
import { createTurns } from '#data/kit/turns.ts';
import type { Done } from '#data/contract/stamp.ts';
import type { Subject, Unmade } from '#data/rules/rights.ts';
import { doneOf } from '#data/rules/told-later.ts';
import type { Entry, FactLog } from '../store/store.ts';
import { changesOf } from '../store/subjects.ts';
import { entryKey, type Given } from './how.ts';
import { receiptOf } from './receipt.ts';
import { againstRule, type DeskRefusal, invalidBody, noRight, noSuch, noSuchCommand, stale } from './refusal.ts';
import type { Said, Sight, Thing } from './things/thing.ts';

export type Answer = Result<CommandAnswer, DeskRefusal>;
/** Gives one command. @throws {StoreUnavailable} when nothing can be kept. */
export type Give = (given: Given) => Promise<Answer>;

export type GiveParts = {
  log: FactLog;
  clock: Clock;
  board: () => Board;
  /** How far into the log the board has come. */
  seq: () => Seq;
  /** Resolves once the board has come that far. */
  reached: (seq: Seq) => Promise<void>;
  things: Readonly<Record<ThingKind, Thing>>;
  /** Whether whatever this one commands is an exercise: the people of a demo. */
  isExercise?: ((actor: Actor) => boolean) | undefined;
};

/** So often in a row somebody else may be quicker; more is a fault. */
const MOST_TRIES = 50;

type Ready = { facts: readonly Fact[]; exercise: boolean; read: readonly string[]; done?: Done | undefined };

/**
 * The one way of every command, of whatever kind of thing:
 *
 * 1. the key: the same command again gets its first answer, whatever has become of thing and right;
 * 2. the thing, and whether whoever gives the command may know of it: else 404;
 * 3. the right: else 403 (of a body that cannot be read, what can be said without it);
 * 4. the body: else 422, unless the state does not know the command at all, which is then said;
 * 5. the revision that the caller has seen: else 409;
 * 6. the rule: else 409 where the state is at fault, 422 where a field is;
 * 7. kept, guarded by every thing that was read or is changed, each up to the place of the board:
 *    where the store knows of something newer the command starts anew once the board knows it too;
 * 8. the receipt.
 *
 * A refusal has no guard: before it is said, the board comes up to the store, and where that brought something the
 * command is decided again. What is wrong with a body alone is wrong on every board.
 *
 * Commands in one process that share a thing take turns. That saves tries; what makes them right is 7.
 */
export function createGive({ log, clock, board, seq, reached, things, isExercise = () => false }: GiveParts): Give {
  const turns = createTurns();

  return async (given) => {
    const { kind, id, name } = given;
    const command = commandNamed(kind, name, id === null);
    if (!command) return noSuchCommand;
    const parsed = command.body.safeParse(given.body ?? {});
    const body = parsed.success ? accepted(parsed.data) : invalidBody(parsed.error);
    const shared = (body.ok && things[kind].subjects?.({ name, body: body.value }, null)) || [];
    const own = id === null ? `${kind}/${name}/${given.actor.id}` : `${kind}/${id}`;
    return turns([own, ...shared], () => attempt(given, body));
  };

  async function attempt(given: Given, body: Result<unknown, DeskRefusal>): Promise<Answer> {
    const { id } = given;
    const key = body.ok ? entryKey(given, body.value) : undefined;
    /** The board has everything that was kept before the command came: what it refuses is refused. */
    let isCurrent = false;
    const before = async () => (key === undefined ? null : log.find(key));
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      // First of all, so that whatever else is read is at least as new as the guards say.
      const sight: Sight = { board: board(), seq: seq(), now: clock.now(), tries };
      const first = await before();
      if (first) return accepted(receiptOf(first, id));
      const ready = await prepare(given, body, sight);
      if (!ready.ok) {
        if (!isCurrent && ready.refusal.why !== 'invalid') {
          await log.catchUp();
          isCurrent = true;
          if (seq() > sight.seq) continue;
        }
        // The same command may have been kept beside this one, and be why it is refused.
        const meanwhile = await before();
        return meanwhile ? accepted(receiptOf(meanwhile, id)) : ready;
      }
      const entry = entryOf(given, ready.value, sight, key);
      const outcome = (await log.append([entry]))[0]!;
      if (outcome.is === 'fenced') throw new Error('a command carries no fence');
      if (outcome.is === 'conflict') await reached(outcome.head);
      else if (outcome.is === 'appended')
        return accepted(receiptOf({ ...entry.facts[0]!, seq: outcome.first } as LoggedFact, id));
      else return accepted(receiptOf((await before())!, id));
    }
    throw new Error(`${given.kind} ${id} changed ${MOST_TRIES} times under one command`);
  }

  async function prepare(
    given: Given,
    body: Result<unknown, DeskRefusal>,
    sight: Sight,
  ): Promise<Result<Ready, DeskRefusal>> {
    const { kind, id, name, actor, how = {} } = given;
    const thing = things[kind];
    const asked = { actor, how };
    const right = (row: unknown, said: unknown) =>
      how.right?.({ kind, row } as Subject | Unmade, name, said, sight.board) ?? 'given';

    const doneBefore = (row: unknown, said: Said) => {
      const least = thing.notBefore?.(row, said);
      return how.tapped && least !== undefined ? doneOf(how.tapped, sight.now, least) : undefined;
    };

    if (id === null) {
      if (right(null, undefined) !== 'given') return noRight;
      if (!body.ok) return body;
      const made = await thing.make!(body.value, sight, asked);
      return made.ok
        ? accepted({ ...made.value, read: [], done: doneBefore(null, { name, body: body.value }) })
        : againstRule(made.refusal);
    }

    const found = await thing.find(id, sight, asked);
    if (!found.ok) return found;
    const row = found.value;
    const said: Said | null = body.ok ? { name, body: body.value } : null;
    const may = right(row, said ? (thing.meant?.(said, row) ?? said.body) : undefined);
    if (may !== 'given') return may === 'hidden' ? noSuch(thing.called) : noRight;
    const stands = thing.standing?.(row) ?? {};
    if (!body.ok || !said) {
      const fault = thing.outOfState?.(row, name);
      return fault ? againstRule(fault, stands) : (body as { ok: false; refusal: DeskRefusal });
    }
    const { ifMatch } = how;
    if (ifMatch !== undefined && stands.rev !== undefined && ifMatch !== stands.rev) return stale(thing.called, stands);
    const decided = await thing.decide(row, said, sight, asked);
    if (!decided.ok) return againstRule(decided.refusal, stands);
    const read = [`${kind}/${id}`, ...(thing.subjects?.(said, row) ?? [])];
    const exercise = thing.exercise?.(row) ?? false;
    return accepted({ facts: decided.value, exercise, read, done: doneBefore(row, said) });
  }

  function entryOf(
    { kind, id, actor, how }: Given,
    { facts, exercise, read, done }: Ready,
    { seq: at, now }: Sight,
    key?: string,
  ): Entry {
    const marked = exercise || how?.exercise === true || isExercise(actor);
    const stamp = { at: now, by: actor, ...(done && { done }), ...(marked && { exercise: true as const }) };
    const subjects = new Set([...read, ...facts.flatMap(changesOf)]);
    // What is made must never have been, not even before it was over and left the board.
    const made = id === null ? `${kind}/${receiptOf({ ...facts[0]!, seq: at } as LoggedFact, id).id}` : undefined;
    return {
      facts: facts.map((fact): NewFact => ({ ...fact, ...stamp })),
      guards: [...subjects].map((subject) => ({ subject, at: subject === made ? (0 as Seq) : at })),
      ...(key !== undefined && { key }),
    };
  }
}
