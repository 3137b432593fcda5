import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Result } from '#data/kit/result.ts';
import type { LimitPack } from '#data/rules/time-limits.ts';
import type { FactLog, IncidentIndex } from '../store/store.ts';
import { incidentDesk, type IncidentReceipt } from './incident-commands.ts';
import { createKeeping, type How } from './keeping.ts';
import { type OtherCommand, otherDesks, type Receipt } from './other-commands.ts';
import type { DeskRefusal } from './refusal.ts';
import { createTurns } from './turns.ts';

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
};

export type DeskParts = {
  log: FactLog;
  incidents: IncidentIndex;
  /** Holds every fact whose append has resolved. */
  board: () => Board;
  clock: Clock;
  pack: LimitPack;
};

export function createDesk({ log, incidents, board, clock, pack }: DeskParts): Desk {
  const keeping = createKeeping({ log, clock });
  const turns = createTurns();
  const ofIncidents = incidentDesk({ keeping, turns, board, incidents, clock, pack });
  const { unit, alarm, inspection } = otherDesks({ keeping, turns, board, clock });

  const from =
    (desk: OtherCommand, kind: string): Command<Receipt> =>
    (actor, id, name, body, how = {}) =>
      desk({ actor, about: `${kind}/${id}/${name}`, how }, id, name, body);

  return {
    command: (actor, id, name, body, how = {}) =>
      ofIncidents({ actor, about: `incident/${id}/${name}`, how }, id, name, body),
    unitCommand: from(unit, 'unit'),
    alarmCommand: from(alarm, 'alarm'),
    inspectionCommand: from(inspection, 'inspection'),
  };
}
