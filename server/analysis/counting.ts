import type { Incident } from '#data/contract/incident.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Areas } from '../city/areas.ts';
import type { FactLog, Store } from '../store/store.ts';
import { createAnalysis, type Analysis } from './analysis.ts';
import { cityHours } from './city-hours.ts';
import { createCaseBook, type CaseBook } from './questions/case-book.ts';

type Parts = {
  store: Pick<Store, 'rollups' | 'incidents'>;
  log: FactLog;
  clock: Clock;
  pack: CityPack;
  areas: Areas;
  /** As in the store's roll-ups, milliseconds. */
  hourShift: number;
  /** Of the case book; left out: in memory. */
  questionsFile?: string | undefined;
  /** The incidents on the board at present. */
  open: () => Iterable<Incident>;
};

/** Both ways of counting: what is always asked out of memory, and whatever else out of versions of every case. */
export async function createCounting(parts: Parts): Promise<{ analysis: Analysis; book: CaseBook }> {
  const { store, log, clock, pack, areas, hourShift, questionsFile, open } = parts;
  const hours = cityHours(pack.city.timeZone, hourShift);
  return {
    analysis: await createAnalysis({ rollups: store.rollups, log, clock, pack, areas, hourShift, open }),
    book: createCaseBook({ file: questionsFile, log, incidents: store.incidents, hours, hourShift, clock }),
  };
}
