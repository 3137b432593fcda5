import type { Board } from '../contract/board.ts';

/** Something on the board is invented: then the whole wall says so. */
export function isExercise({ incidents, units, alarms }: Board): boolean {
  const some = (table: Iterable<{ exercise: boolean }>) => {
    for (const { exercise } of table) if (exercise) return true;
    return false;
  };
  return some(units.values()) || some(incidents.values()) || some(alarms.values());
}
