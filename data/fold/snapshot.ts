import { emptyBoard, type Board, type PackedBoard } from '../contract/board.ts';
import { perTable } from '../contract/tables.ts';

/** The board as it travels. */
export function packBoard(board: Board): PackedBoard {
  return perTable<PackedBoard>((name) => [...board[name].values()] as never);
}

/** The board that `packBoard` packed. */
export function unpackBoard(packed: PackedBoard): Board {
  return perTable<Board>((name) => keyed(packed[name] as readonly { id: string }[]) as never);
}

/** A board of these rows and no others. */
export function boardOf(rows: Partial<PackedBoard>): Board {
  return unpackBoard({ ...packBoard(emptyBoard), ...rows });
}

function keyed(rows: readonly { id: string }[]): ReadonlyMap<string, { id: string }> {
  return new Map(rows.map((row) => [row.id, row]));
}
