import type { Board } from '#data/contract/board.ts';
import { DrawUpHandover, handoverCommands } from '#data/contract/commands/handover.ts';
import { NoteShift, shiftCommands } from '#data/contract/commands/shift.ts';
import type { AreaId, HandoverId, ShiftEntryId } from '#data/contract/ids.ts';
import type { Handover, ShiftEntry } from '#data/contract/shift.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted } from '#data/kit/result.ts';
import type { AreaPack } from '#data/rules/cell-areas.ts';
import { allowedHandoverCommands, type HandoverCommandName, signHandover } from '#data/rules/decide-handover.ts';
import { keepPromise, noteShift } from '#data/rules/decide-shift.ts';
import type { Why } from '#data/rules/decision.ts';
import { handoverItems } from '#data/rules/handover-items.ts';
import type { IncidentIndex, Records } from '../store/store.ts';
import { allAbout } from './all-about.ts';
import type { Given } from './keeping.ts';
import { newId } from './new-id.ts';
import { againstRule, invalidBody, noSuch, noSuchCommand } from './refusal.ts';
import { type Answer, type DeskTools, keepOne, receiptOf } from './thing-desk.ts';

export type ShiftDeskParts = DeskTools & {
  records: Records;
  incidents: Pick<IncidentIndex, 'get'>;
  board: () => Board;
  clock: Clock;
  pack: AreaPack;
};

/** `area`: whose shift it is, that of whoever gives the command; absent = the city's. */
type OfArea = AreaId | undefined;

/** The shift log, its promises, and the hand-over that ends a shift. */
export type ShiftDesk = {
  note(given: Given, body: unknown, area?: AreaId): Promise<Answer>;
  /** `shiftCommands` */
  command(given: Given, id: string, name: string, body: unknown, area?: AreaId): Promise<Answer>;
  /** Draws it up from the board as it stands, in place of one that waits for a signature. */
  drawUp(given: Given, body: unknown, area?: AreaId): Promise<Answer>;
  /** `handoverCommands` */
  sign(given: Given, id: string, name: string, body: unknown, area?: AreaId): Promise<Answer>;
};

export function createShiftDesk({ keeping, turns, records, incidents, board, clock, pack }: ShiftDeskParts): ShiftDesk {
  /** In turn, and the same answer as before to the same command. */
  const inTurn = (given: Given, key: string, attempt: () => Promise<Answer>) =>
    turns([key], async () => {
      const before = await keeping.before(given);
      return before ? accepted(receiptOf(before, idOf(before))) : attempt();
    });

  async function attemptNote(given: Given, body: NoteShift, area: OfArea): Promise<Answer> {
    const incident = body.incident === undefined ? undefined : await incidents.get(body.incident);
    const isThere = incident && (area === undefined || incident.areas.includes(area));
    if (body.incident !== undefined && !isThere) return againstRule({ why: 'incident-unknown', pointer: '/incident' });
    const now = clock.now();
    const what = { by: given.actor, now, body };
    const id = newId<ShiftEntryId>('s', what, (taken) => board().shift.has(taken));
    const decided = noteShift(body, { id, area, now });
    if (!decided.ok) return againstRule(decided.refusal);
    return keepOne(keeping, given, id, decided.value, incident?.exercise ?? false);
  }

  async function attemptKept(
    given: Given,
    id: string,
    body: { text?: string | undefined },
    area: OfArea,
  ): Promise<Answer> {
    const entry = board().shift.get(id as ShiftEntryId);
    if (entry && !isFor(area, entry)) return noSuch('line of the shift log');
    if (!entry) {
      const isKept = (await allAbout(records, 'shift')).some(
        (fact) => fact.kind === 'shift.promise-kept' && fact.entry === id,
      );
      return isKept ? againstRule({ why: 'kept-already' }) : noSuch('line of the shift log');
    }
    const decided = keepPromise(entry, body);
    if (!decided.ok) return againstRule(decided.refusal);
    return keepOne(keeping, given, id, decided.value, entry.exercise);
  }

  async function attemptSignature(given: Given, id: string, as: HandoverCommandName, area: OfArea): Promise<Answer> {
    const handover = board().handovers.get(id as HandoverId);
    if (!handover || !isFor(area, handover)) return goneOrUnknown(id, area);
    const decided = signHandover(handover, as, given.actor);
    if (!decided.ok) return againstRule(decided.refusal, { allowed: allowedHandoverCommands(handover) });
    return keepOne(keeping, given, id, decided.value, handover.exercise);
  }

  /** What is no longer on the board was signed by both, or a newer one took its place. */
  async function goneOrUnknown(id: string, area: OfArea): Promise<Answer> {
    const facts = await allAbout(records, 'handovers');
    const drawn = facts.find((fact) => fact.kind === 'handover.drawn-up' && fact.handover.id === id);
    if (drawn?.kind !== 'handover.drawn-up' || !isFor(area, drawn.handover)) return noSuch('hand-over');
    const wasTaken = facts.some(
      (fact) => fact.kind === 'handover.signed' && fact.handover === id && fact.as === 'taking',
    );
    const why: Why = wasTaken ? 'taken-already' : 'replaced';
    return againstRule({ why }, { allowed: [] });
  }

  return {
    async note(given, body, area) {
      const parsed = NoteShift.body.safeParse(body ?? {});
      if (!parsed.success) return invalidBody(parsed.error);
      const said = { ...given, body: parsed.data };
      return inTurn(said, 'shift', () => attemptNote(said, parsed.data, area));
    },
    async command(given, id, name, body, area) {
      if (!Object.hasOwn(shiftCommands, name)) return noSuchCommand;
      const parsed = shiftCommands[name as keyof typeof shiftCommands].body.safeParse(body ?? {});
      if (!parsed.success) return invalidBody(parsed.error);
      const said = { ...given, body: parsed.data };
      return inTurn(said, 'shift', () => attemptKept(said, id, parsed.data, area));
    },
    async drawUp(given, body, area) {
      const parsed = DrawUpHandover.body.safeParse(body ?? {});
      if (!parsed.success) return invalidBody(parsed.error);
      const said = { ...given, body: parsed.data };
      return inTurn(said, 'handovers', () => {
        const now = clock.now();
        const id = newId<HandoverId>('h', { by: given.actor, now }, (taken) => board().handovers.has(taken));
        const { text } = parsed.data;
        const items = handoverItems(board(), now, pack, area);
        const handover = { id, items, ...(text !== undefined && { text }), ...(area !== undefined && { area }) };
        return keepOne(keeping, said, id, [{ kind: 'handover.drawn-up', handover }], false);
      });
    },
    async sign(given, id, name, body, area) {
      if (!Object.hasOwn(handoverCommands, name)) return noSuchCommand;
      const parsed = handoverCommands[name as HandoverCommandName].body.safeParse(body ?? {});
      if (!parsed.success) return invalidBody(parsed.error);
      const said = { ...given, body: parsed.data };
      return inTurn(said, 'handovers', () => attemptSignature(said, id, name as HandoverCommandName, area));
    },
  };
}

/** Who runs the city runs every area; who runs an area runs that one. */
function isFor(area: OfArea, { area: of }: Pick<ShiftEntry | Handover, 'area'>): boolean {
  return area === undefined || area === of;
}

function idOf(fact: Parameters<typeof receiptOf>[0]): string {
  if (fact.kind === 'shift.noted') return fact.entry.id;
  if (fact.kind === 'shift.promise-kept') return fact.entry;
  if (fact.kind === 'handover.drawn-up') return fact.handover.id;
  if (fact.kind === 'handover.signed') return fact.handover;
  throw new Error(`fact ${fact.seq} should be about a shift`);
}
