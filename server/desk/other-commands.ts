import type { Board } from '#data/contract/board.ts';
import { alarmCommands, type AlarmCommand } from '#data/contract/commands/alarm.ts';
import { cellCommands, type CellCommand } from '#data/contract/commands/cell.ts';
import { unitCommands, type UnitCommand } from '#data/contract/commands/unit.ts';
import type { AlarmId, CellId, PersonId, UnitId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { alarmResponses, decideAlarm } from '#data/rules/alarm-response.ts';
import { decideCell } from '#data/rules/decide-cell.ts';
import { decideUnit } from '#data/rules/unit-status.ts';
import type { DeskPack } from './desk.ts';
import { type DeskTools, thingDesk, type ThingDesk } from './thing-desk.ts';

type Parts = DeskTools & {
  board: () => Board;
  clock: Clock;
  pack: DeskPack;
  /** Whether the register of people has them. */
  personIsKnown: (id: PersonId) => Promise<boolean>;
};

/** What is said of units, to alarms and about who answers for a cell. */
export function otherDesks(parts: Parts): Record<'unit' | 'alarm' | 'cell', ThingDesk> {
  const { board, clock, pack, personIsKnown } = parts;
  return {
    unit: thingDesk(
      'unit',
      {
        bodies: unitCommands,
        find: (id) => board().units.get(id as UnitId),
        decide: (unit, command) => decideUnit(unit, command as UnitCommand),
        exercise: (unit) => unit.exercise,
      },
      parts,
    ),
    alarm: thingDesk(
      'alarm',
      {
        bodies: alarmCommands,
        find: (id) => board().alarms.get(id as AlarmId),
        decide: (alarm, command) => decideAlarm(alarm, command as AlarmCommand, clock.now()),
        exercise: (alarm) => alarm.exercise,
        standing: (alarm) => ({ allowed: alarmResponses(alarm) }),
      },
      parts,
    ),
    cell: thingDesk(
      'cell',
      {
        bodies: cellCommands,
        find: (id) => cellOf(id, board(), pack),
        decide: (cell, command) => decideCell(cell, command as CellCommand, { now: clock.now() }),
        async check(command) {
          const { name, body } = command as CellCommand;
          if (name !== 'fill-post' || (await personIsKnown(body.person))) return null;
          return { why: 'person-unknown', pointer: '/person' };
        },
      },
      parts,
    ),
  };
}

/** A cell of the city; one that nothing has changed about yet has no row on the board. */
export function cellOf(id: string, board: Pick<Board, 'cells'>, { cells }: Pick<DeskPack, 'cells'>) {
  const row = board.cells.get(id as CellId);
  if (row) return row;
  const known = cells.find((cell) => cell.id === id);
  return known && { id: known.id, staffed: true };
}
