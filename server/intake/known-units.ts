import type { Board } from '#data/contract/board.ts';
import type { UnitId } from '#data/contract/ids.ts';

/**
 * The unit that an id means: `pd-12` is `PD-12`. Undefined where there is none. Asked thousands of
 * times a second, so that the letters are compared only for ids that no unit has as they stand.
 */
export function createKnownUnits(units: () => Board['units']): (id: UnitId) => UnitId | undefined {
  let indexed: Board['units'] | undefined;
  let byLetters = new Map<string, UnitId>();

  return (id) => {
    const now = units();
    if (now.has(id)) return id;
    const known = byLetters.get(lettersOf(id));
    if (known !== undefined || indexed === now) return known;
    byLetters = new Map();
    for (const unit of now.keys()) if (!byLetters.has(lettersOf(unit))) byLetters.set(lettersOf(unit), unit);
    indexed = now;
    return byLetters.get(lettersOf(id));
  };
}

/** Equal for ids that differ in capitals only. */
export function lettersOf(id: UnitId): string {
  return id.toUpperCase().toLowerCase();
}
