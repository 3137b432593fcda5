import type { CityPack } from '#data/contract/city-pack.ts';
import type { UnitAreas } from '#data/rules/alarm-units.ts';
import { areasOfCell } from '#data/rules/cell-areas.ts';
import type { Analysis } from '../analysis/analysis.ts';
import type { Placing } from '../city/placing.ts';
import type { LastFixes } from '../dispatch/last-fixes.ts';
import type { Travel } from '../dispatch/travel.ts';
import type { Records } from '../store/store.ts';
import { lookAtCoverage } from './look-at-coverage.ts';
import { lookForClusters } from './look-for-clusters.ts';
import type { Listening } from './listening.ts';
import { createSlowLooks } from './slow-looks.ts';
import { createVisits } from './visits.ts';
import { createWatch, type Watch, type WatchParts } from './watch.ts';

type Parts = Omit<WatchParts, 'further' | 'links' | 'pack'> & {
  pack: CityPack;
  listening: Listening;
  travel: Travel;
  lastFixes: Pick<LastFixes, 'of'>;
  analysis: Pick<Analysis, 'counts'>;
  placing: Placing;
  /** Visits fall due by what is on record here; null: somebody else plans them. */
  visitRecords: Records | null;
};

/** The watch with all that it looks at: the board, the streets, the counts, the sources. */
export function watchCity({ listening, travel, lastFixes, analysis, placing, visitRecords, ...parts }: Parts): Watch {
  const { log, clock, held, board, seq, pack, gridIsExercise = false, trouble } = parts;
  const looks = {
    coverage: lookAtCoverage({ board, pack, travel, lastFixes, gridIsExercise }),
    clusters: lookForClusters({ counts: analysis.counts, pack, gridIsExercise }),
    listening: listening.silent,
  };
  const unitAreas: UnitAreas = (unit) => {
    const fix = lastFixes.of(unit);
    const cell = fix ? placing.cellAt(...fix.place) : null;
    return cell === null ? [] : areasOfCell(cell, pack);
  };
  const watch = createWatch({ ...parts, further: createSlowLooks(looks, trouble), links: listening, unitAreas });
  if (!visitRecords) return watch;
  const visits = createVisits({ log, records: visitRecords, board, seq, clock, held, pack, trouble });
  return {
    async look() {
      await visits.look();
      await watch.look();
    },
    async stop() {
      await visits.stop();
      await watch.stop();
    },
  };
}
