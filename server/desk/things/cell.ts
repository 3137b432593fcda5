import type { Board } from '#data/contract/board.ts';
import type { CellCommand } from '#data/contract/commands/cell.ts';
import type { Cell } from '#data/contract/grid.ts';
import type { CellId, PersonId } from '#data/contract/ids.ts';
import { accepted, refused } from '#data/kit/result.ts';
import type { AreaPack } from '#data/rules/cell-areas.ts';
import { decideCell } from '#data/rules/decide-cell.ts';
import { noSuch } from '../refusal.ts';
import type { Thing } from './thing.ts';

type Parts = {
  pack: AreaPack;
  /** Whether the register of people has them. */
  personIsKnown: (id: PersonId) => Promise<boolean>;
};

/** `cellCommands`: who answers for it. */
export function cellThing({ pack, personIsKnown }: Parts): Thing<Cell> {
  return {
    called: 'cell',
    find(id, { board }) {
      const row = cellOf(id, board, pack);
      return row ? accepted(row) : noSuch('cell');
    },
    async decide(row, said, { now }) {
      const command = said as CellCommand;
      if (command.name === 'fill-post' && !(await personIsKnown(command.body.person)))
        return refused({ why: 'person-unknown', pointer: '/person' });
      return decideCell(row, command, { now });
    },
  };
}

/** A cell of the city; one that nothing has changed about yet has no row on the board. */
function cellOf(id: string, board: Pick<Board, 'cells'>, { cells }: AreaPack): Cell | undefined {
  const row = board.cells.get(id as CellId);
  if (row) return row;
  const known = cells.find((cell) => cell.id === id);
  return known && { id: known.id, staffed: true };
}
