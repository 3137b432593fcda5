import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { IncidentId, PersonId, PhotoId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Result } from '#data/kit/result.ts';
import type { AreaPack } from '#data/rules/cell-areas.ts';
import type { Subject } from '#data/rules/rights.ts';
import type { LimitPack } from '#data/rules/time-limits.ts';
import type { FactLog, IncidentIndex } from '../store/store.ts';
import { dangerDesks } from './danger-commands.ts';
import { incidentDesk, type IncidentReceipt } from './incident-commands.ts';
import { createKeeping, type How, type KeepingParts } from './keeping.ts';
import { cellOf, otherDesks } from './other-commands.ts';
import type { DeskRefusal } from './refusal.ts';
import { createTurns } from './turns.ts';
import type { Receipt, ThingDesk } from './thing-desk.ts';

type Command<R> = (actor: Actor, id: string, name: string, body: unknown, how?: How) => Promise<Result<R, DeskRefusal>>;

/**
 * Where people decide. Every command is checked against the rules (data/rules) on the present
 * state, kept as facts, and answered once they are on the disk; or refused with a reason.
 * Throws `StoreUnavailable` when nothing can be kept.
 */
export type Desk = {
  /** Commands of the life cycle: `incidentCommands` in the contract. */
  command: Command<IncidentReceipt>;
  /** `unitCommands`: what a crew says of itself. */
  unitCommand: Command<Receipt>;
  /** `alarmCommands`: the response to an alarm. */
  alarmCommand: Command<Receipt>;
  /** `inspectionCommands`. */
  inspectionCommand: Command<Receipt>;
  /** `cellCommands`: who answers for it. */
  cellCommand: Command<Receipt>;
  /** `dangerCommands`. */
  dangerCommand: Command<Receipt>;
  /** `FindDanger`: something found between two visits. */
  findDanger(actor: Actor, body: unknown, how?: How): Promise<Result<Receipt, DeskRefusal>>;
  /** What a command would be given to; null when there is no such thing any more. */
  subject(kind: Subject['kind'], id: string): Promise<Subject | null>;
};

/** What of the city pack the desk decides by. */
export type DeskPack = LimitPack & AreaPack & Pick<CityPack, 'checklists'>;

export type DeskParts = {
  log: FactLog;
  incidents: IncidentIndex;
  /** Holds every fact whose append has resolved. */
  board: () => Board;
  clock: Clock;
  pack: DeskPack;
  /** Whether a photo of that id is kept; without it, none is. */
  photoIsKept?: (id: PhotoId) => Promise<boolean>;
  /** Whether the register has them; without one, everybody passes. */
  personIsKnown?: (id: PersonId) => Promise<boolean>;
  isExercise?: KeepingParts['isExercise'];
};

export function createDesk(parts: DeskParts): Desk {
  const { log, incidents, board, clock, pack } = parts;
  const { photoIsKept = async () => false, personIsKnown = async () => true } = parts;
  const keeping = createKeeping({ log, clock, isExercise: parts.isExercise });
  const turns = createTurns();
  const ofIncidents = incidentDesk({ keeping, turns, board, incidents, clock, pack });
  const { unit, alarm, cell } = otherDesks({ keeping, turns, board, clock, pack, personIsKnown });
  const { inspection, danger, find } = dangerDesks({ keeping, turns, board, clock, pack, photoIsKept });

  const from =
    (desk: ThingDesk, kind: string): Command<Receipt> =>
    (actor, id, name, body, how = {}) =>
      desk({ actor, about: `${kind}/${id}/${name}`, how }, id, name, body);

  return {
    command: (actor, id, name, body, how = {}) =>
      ofIncidents({ actor, about: `incident/${id}/${name}`, how }, id, name, body),
    unitCommand: from(unit, 'unit'),
    alarmCommand: from(alarm, 'alarm'),
    inspectionCommand: from(inspection, 'inspection'),
    cellCommand: from(cell, 'cell'),
    dangerCommand: from(danger, 'danger'),
    findDanger: (actor, body, how = {}) => find({ actor, about: 'danger/find', how }, body),
    async subject(kind, id) {
      const row = await rowOf(kind, id);
      return row ? ({ kind, row } as Subject) : null;
    },
  };

  async function rowOf(kind: Subject['kind'], id: string): Promise<Subject['row'] | null | undefined> {
    const now = board();
    if (kind === 'incident') return now.incidents.get(id as IncidentId) ?? incidents.get(id);
    if (kind === 'cell') return cellOf(id, now, pack);
    const tables: Record<string, ReadonlyMap<string, Subject['row']>> = {
      unit: now.units,
      alarm: now.alarms,
      inspection: now.inspections,
      danger: now.dangers,
    };
    return tables[kind]?.get(id);
  }
}
