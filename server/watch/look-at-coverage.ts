import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import { coverageGaps, covers, firstServices } from '#data/rules/coverage.ts';
import type { LastFixes } from '../dispatch/last-fixes.ts';
import type { Travel } from '../dispatch/travel.ts';
import type { SlowLook } from './slow-looks.ts';

type Parts = {
  board: () => Board;
  pack: Pick<CityPack, 'areas' | 'cells' | 'categories'>;
  travel: Travel;
  lastFixes: Pick<LastFixes, 'of'>;
  gridIsExercise: boolean;
};

/** Where nobody would come in time: one search from all units that could go, asked for every cell. */
export function lookAtCoverage({ board, pack, travel, lastFixes, gridIsExercise }: Parts): SlowLook {
  const services = firstServices(pack);
  const anchors = new Map<CellId, LonLat>(pack.cells.map(({ id, anchor }) => [id, anchor]));
  return (now) => {
    const units = [...board().units.values()].filter(({ service }) => services.has(service));
    // Where no such unit was ever heard, there is nobody to miss.
    if (!units.some(({ id }) => lastFixes.of(id))) return [];
    const free = units.flatMap((unit) => {
      const fix = lastFixes.of(unit.id);
      return fix && covers(unit, services, now - fix.at) ? [fix.place] : [];
    });
    const reach = travel.from(free);
    return coverageGaps((cell) => reach(anchors.get(cell)!)?.seconds ?? null, pack, now, gridIsExercise);
  };
}
