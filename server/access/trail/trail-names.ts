import type { Board } from '#data/contract/board.ts';
import type { CityPack, Names } from '#data/contract/city-pack.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { UnitId } from '#data/contract/ids.ts';
import { cellNumbers } from '#data/rules/cell-numbers.ts';
import { once } from '#data/kit/once.ts';
import type { Register } from '../register.ts';
import type { NameOf } from './audit-file.ts';

type Places = Pick<CityPack, 'areas' | 'cells' | 'organisations'>;
type Parts = {
  register: Pick<Register, 'all'>;
  board: () => Pick<Board, 'units'>;
  pack: Places;
  /** What people call the incidents, disputes and dangers of these lines, by id. */
  calledIn: (lines: readonly LoggedFact[]) => Promise<Readonly<Record<string, string>>>;
};

/**
 * Names for a file that is read in no screen's language: people and units as they are registered, cases by their number,
 * places in both languages.
 */
export function trailNames({
  register,
  board,
  pack,
  calledIn,
}: Parts): (lines: readonly LoggedFact[]) => Promise<NameOf> {
  const places = once(() => placeNames(pack));
  return async (lines) => {
    const people = new Map(register.all().map(({ id, name }) => [id as string, name]));
    const called = await calledIn(lines);
    return (kind, id) => {
      if (kind === 'person') return people.get(id);
      if (kind === 'unit') return board().units.get(id as UnitId)?.callSign;
      // A hidden danger is called by its cell.
      return places().get(called[id] ?? id) ?? called[id];
    };
  };
}

/** Areas and organisations by name, a cell by its community and its place there. */
function placeNames({ areas, cells, organisations }: Places): ReadonlyMap<string, string> {
  const places = new Map([...areas, ...organisations].map(({ id, names }) => [id as string, inBoth(names)]));
  const numbers = cellNumbers(cells);
  for (const { id, community } of cells) places.set(id, `${places.get(community) ?? community}, ${numbers.get(id)}`);
  return places;
}

const inBoth = ({ zh, en }: Names): string => (zh === undefined || zh === en ? en : `${zh} (${en})`);
