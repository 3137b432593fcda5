import type { Board, PackedBoard } from '../contract/board.ts';

/** The board as it travels. */
export function packBoard(board: Board): PackedBoard {
  return {
    incidents: [...board.incidents.values()],
    units: [...board.units.values()],
    cells: [...board.cells.values()],
    inspections: [...board.inspections.values()],
    alarms: [...board.alarms.values()],
    dangers: [...board.dangers.values()],
    disputes: [...board.disputes.values()],
    shift: [...board.shift.values()],
    handovers: [...board.handovers.values()],
    outOfService: [...board.outOfService.values()],
  };
}

/** The board that `packBoard` packed. */
export function unpackBoard(packed: PackedBoard): Board {
  return {
    incidents: keyed(packed.incidents),
    units: keyed(packed.units),
    cells: keyed(packed.cells),
    inspections: keyed(packed.inspections),
    alarms: keyed(packed.alarms),
    dangers: keyed(packed.dangers),
    disputes: keyed(packed.disputes),
    shift: keyed(packed.shift),
    handovers: keyed(packed.handovers),
    outOfService: keyed(packed.outOfService),
  };
}

function keyed<Row extends { id: unknown }>(rows: readonly Row[]): Map<Row['id'], Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
