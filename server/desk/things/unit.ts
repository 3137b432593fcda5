import type { UnitCommand } from '#data/contract/commands/unit.ts';
import type { UnitId } from '#data/contract/ids.ts';
import type { Unit } from '#data/contract/unit.ts';
import { accepted } from '#data/kit/result.ts';
import { decideUnit, type UnitContext } from '#data/rules/unit-status.ts';
import { noSuch } from '../refusal.ts';
import type { Thing } from './thing.ts';

/** `unitCommands`: what a crew says of itself, and what is said of it. */
export function unitThing({ pack }: Pick<UnitContext, 'pack'>): Thing<Unit> {
  return {
    called: 'unit',
    find(id, { board }) {
      const row = board.units.get(id as UnitId);
      return row ? accepted(row) : noSuch('unit');
    },
    exercise: (row) => row.exercise,
    notBefore: (row) => row?.since ?? 0,
    decide: (row, said, { board }) => decideUnit(row, said as UnitCommand, { board, pack }),
  };
}
