import type { Board } from '#data/contract/board.ts';
import { type IncidentCommand, type IncidentCommandName, incidentCommands } from '#data/contract/commands/incident.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { IncidentId, Seq } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted, type Result } from '#data/kit/result.ts';
import type { Incident } from '#data/contract/incident.ts';
import { onlyUnit } from '#data/rules/decide-crew.ts';
import { decide } from '#data/rules/decide.ts';
import { allowedCommands } from '#data/rules/life-cycle.ts';
import type { LimitPack } from '#data/rules/time-limits.ts';
import type { IncidentIndex } from '../store/store.ts';
import type { Given, Keeping } from './keeping.ts';
import { againstLifeCycle, type DeskRefusal, invalidBody, noRight, noSuch, noSuchCommand, stale } from './refusal.ts';
import type { Turns } from './turns.ts';

/** What a command made: the incident's revision, and the seq of its fact. */
export type IncidentReceipt = { incident: IncidentId; rev: number; seq: Seq };
type Answer = Result<IncidentReceipt, DeskRefusal>;

type Parts = {
  keeping: Keeping;
  turns: Turns;
  board: () => Board;
  incidents: IncidentIndex;
  clock: Clock;
  pack: LimitPack;
};

/** Other nodes may get in between; so often in a row is a fault. */
const MOST_TRIES = 50;

export function incidentDesk({ keeping, turns, board, incidents, clock, pack }: Parts) {
  return async (given: Given, id: string, name: string, body: unknown): Promise<Answer> => {
    const command = readCommand(name, body);
    if (!command.ok) return (await notNow(given, id as IncidentId, name)) ?? command;
    const said = { ...given, body: command.value.body };
    return turns(keysOf(id, command.value), async () => {
      const answer = await attempt(said, id as IncidentId, command.value);
      if (answer.ok) return answer;
      const first = await keeping.before(said);
      return first ? receiptOf(first) : answer;
    });
  };

  /** A command that the present state does not know is refused for that, whatever its body lacks. */
  async function notNow({ how }: Given, id: IncidentId, name: string): Promise<Answer | null> {
    if (!Object.hasOwn(incidentCommands, name)) return null;
    const incident = board().incidents.get(id) ?? (await incidents.get(id));
    if (!incident) return noSuch('incident');
    const right = how.right?.({ kind: 'incident', row: incident }, name, {}) ?? 'given';
    if (right === 'hidden') return noSuch('incident');
    const allowed = allowedCommands(incident);
    if (right === 'missing' || (allowed as string[]).includes(name)) return null;
    return againstLifeCycle({ why: 'state', state: incident.state, allowed }, incident);
  }

  async function attempt(given: Given, id: IncidentId, command: IncidentCommand): Promise<Answer> {
    const { actor, how } = given;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      // Who was too late reads from the index: on this node the board may not know yet.
      const onBoard = tries === 0 ? board().incidents.get(id) : undefined;
      const incident = onBoard ?? (await incidents.get(id));
      if (!incident) return noSuch('incident');
      const right = how.right?.({ kind: 'incident', row: incident }, command.name, named(command, incident)) ?? 'given';
      if (right !== 'given') return right === 'hidden' ? noSuch('incident') : noRight;
      if (how.ifMatch !== undefined && how.ifMatch !== incident.rev) {
        const { rev, state } = incident;
        return stale('incident', { rev, state, allowed: allowedCommands(incident) });
      }
      const decided = decide(incident, command, { actor, now: clock.now(), board: board(), pack });
      if (!decided.ok) return againstLifeCycle(decided.refusal, incident);
      const exercise = incident.exercise || how.exercise === true;
      const outcome = await keeping.keep(given, decided.value, {
        exercise,
        guard: { incident: id, rev: incident.rev },
      });
      if (outcome.is === 'appended') return accepted({ incident: id, rev: incident.rev + 1, seq: outcome.first });
      if (outcome.is === 'repeated') return receiptOf(await keeping.factAt(outcome.first));
    }
    throw new Error(`incident ${id} changed ${MOST_TRIES} times under one command`);
  }
}

/** The body with the unit that it leaves out, for whom the right is asked. */
function named({ name, body }: IncidentCommand, incident: Incident): unknown {
  const mayLeaveOut = name === 'unassign' || name === 'accept' || name === 'enroute' || name === 'arrive';
  return mayLeaveOut ? { ...body, unit: body.unit ?? onlyUnit(incident) } : body;
}

function readCommand(name: string, body: unknown): Result<IncidentCommand, DeskRefusal> {
  if (!Object.hasOwn(incidentCommands, name)) return noSuchCommand;
  const parsed = incidentCommands[name as IncidentCommandName].body.safeParse(body ?? {});
  if (!parsed.success) return invalidBody(parsed.error);
  return accepted({ name, body: parsed.data } as IncidentCommand);
}

/** Whatever else a command decides about waits with it: the unit it takes, the incident it merges into. */
function keysOf(id: string, { body }: IncidentCommand): string[] {
  const keys = [`incident/${id}`];
  if ('unit' in body) keys.push(`unit/${body.unit}`);
  if ('into' in body) keys.push(`incident/${body.into}`);
  return keys;
}

function receiptOf(fact: LoggedFact): Answer {
  if (fact.kind === 'incident.reopened') {
    return accepted({ incident: fact.incident.id, rev: fact.incident.rev, seq: fact.seq });
  }
  if (!('rev' in fact && 'incident' in fact)) throw new Error(`fact ${fact.seq} should be about an incident`);
  return accepted({ incident: fact.incident, rev: fact.rev, seq: fact.seq });
}
