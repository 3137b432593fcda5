import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import {
  type DisputeCommand,
  type DisputeCommandName,
  disputeCommands,
  RegisterDispute,
} from '#data/contract/commands/dispute.ts';
import type { Dispute } from '#data/contract/dispute.ts';
import type { AreaId, DisputeId, PersonId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted } from '#data/kit/result.ts';
import { caseSeries } from '#data/fold/case-number.ts';
import { areasOfCell, type AreaPack } from '#data/rules/cell-areas.ts';
import { civilDate } from '#data/rules/civil-day.ts';
import { decideDispute, registerDispute } from '#data/rules/decide-dispute.ts';
import { allowedDisputeCommands } from '#data/rules/dispute-cycle.ts';
import type { HandledDispute } from '#data/rules/dispute-facts.ts';
import { localDay, zoneOffset } from '#data/rules/zone.ts';
import type { Records } from '../store/store.ts';
import { type DisputeFile, openFile } from './dispute-file.ts';
import type { Given } from './keeping.ts';
import { newId } from './new-id.ts';
import { againstRule, invalidBody, noSuch, noSuchCommand, stale } from './refusal.ts';
import { type Answer, type DeskTools, keepOne, receiptOf } from './thing-desk.ts';

export type DisputeDeskParts = DeskTools & {
  records: Records;
  board: () => Board;
  clock: Clock;
  pack: AreaPack & { city: Pick<CityPack['city'], 'timeZone' | 'caseSeries'> };
  /** Somebody of the register who works here still, with a role of officer or above. */
  mayHandle: (person: PersonId) => boolean;
};

/** The dispute station. What is said there is for the handlers of a case: to everybody else it does not exist. */
export type DisputeDesk = {
  /** `within`: the area of responsibility of whoever registers, who becomes the first handler. */
  register(given: Given, body: unknown, within?: AreaId): Promise<Answer>;
  /** `disputeCommands` */
  command(given: Given, id: string, name: string, body: unknown): Promise<Answer>;
  /** Null: there is no such case, or not for this person. */
  read(id: string, person: PersonId): Promise<DisputeFile | null>;
  /** What this person handles and what is not yet over, the newest first. */
  handledBy(person: PersonId): HandledDispute[];
};

export function createDisputeDesk({
  keeping,
  turns,
  records,
  board,
  clock,
  pack,
  mayHandle,
}: DisputeDeskParts): DisputeDesk {
  const { timeZone, caseSeries: prefix } = pack.city;
  const offset = zoneOffset(timeZone);

  /** The case as one of its handlers finds it, be it over. */
  async function handled(id: string, person: string): Promise<HandledDispute | null> {
    const row = board().disputes.get(id as DisputeId) ?? (await openFile(records, id))?.dispute;
    return row && isHandledBy(row, person) ? row : null;
  }

  async function attempt(given: Given, id: string, command: DisputeCommand): Promise<Answer> {
    const { actor, how } = given;
    const dispute = actor.kind === 'person' ? await handled(id, actor.id) : null;
    if (!dispute) return noSuch('dispute');
    const { state, rev } = dispute;
    const stands = { state, rev, allowed: allowedDisputeCommands(dispute) };
    if (how.ifMatch !== undefined && how.ifMatch !== rev) return stale('dispute', stands);
    const decided = decideDispute(dispute, command, { now: clock.now(), timeZone, mayHandle });
    if (!decided.ok) return againstRule(decided.refusal, stands);
    return keepOne(keeping, given, id, decided.value, dispute.exercise);
  }

  return {
    async register(given, body, within) {
      const parsed = RegisterDispute.body.safeParse(body ?? {});
      if (!parsed.success) return invalidBody(parsed.error);
      const said = { ...given, body: parsed.data };
      const { actor } = given;
      if (actor.kind !== 'person') throw new Error('a dispute is registered by a person');
      return turns([`${actor.kind}/${actor.id}/register`], async (): Promise<Answer> => {
        const before = await keeping.before(said);
        if (before) return accepted(receiptOfRegistration(before));
        const now = clock.now();
        const areas = areasOfCell(parsed.data.cell, pack);
        const decided = registerDispute(parsed.data, {
          id: newId<DisputeId>('k', { actor, now, body: parsed.data }, (id) => board().disputes.has(id)),
          // A cell that they may not know of is none.
          areas: within === undefined || areas.includes(within) ? areas : [],
          series: caseSeries(prefix, civilDate(localDay(offset, now)).year),
          by: actor.id as PersonId,
        });
        if (!decided.ok) return againstRule(decided.refusal);
        const [fact] = decided.value;
        if (fact?.kind !== 'dispute.registered') throw new Error('a registration makes a dispute');
        const answer = await keepOne(keeping, said, fact.dispute.id, decided.value, false);
        return answer.ok ? accepted({ ...answer.value, rev: 1 }) : answer;
      });
    },
    async command(given, id, name, body) {
      if (!Object.hasOwn(disputeCommands, name)) return noSuchCommand;
      const parsed = disputeCommands[name as DisputeCommandName].body.safeParse(body ?? {});
      if (!parsed.success) return invalidBody(parsed.error);
      const said = { ...given, body: parsed.data };
      return turns([`dispute/${id}`], async () => {
        const answer = await attempt(said, id, { name, body: parsed.data } as DisputeCommand);
        if (answer.ok) return answer;
        const first = await keeping.before(said);
        return first ? accepted(receiptOf(first, id)) : answer;
      });
    },
    async read(id, person) {
      if (!(await handled(id, person))) return null;
      return openFile(records, id);
    },
    handledBy: (person) =>
      [...board().disputes.values()]
        .filter((row) => isHandledBy(row, person))
        .sort((a, b) => b.registered - a.registered || (a.id < b.id ? -1 : 1)),
  };
}

function isHandledBy(row: Dispute, person: string): row is HandledDispute {
  return row.content?.handlers.includes(person as PersonId) ?? false;
}

function receiptOfRegistration(fact: Parameters<typeof receiptOf>[0]) {
  if (fact.kind !== 'dispute.registered') throw new Error(`fact ${fact.seq} should register a dispute`);
  return { seq: fact.seq, id: fact.dispute.id, rev: 1 };
}
