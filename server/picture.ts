import type { Board } from '#data/contract/board.ts';
import type { Bounds } from '#data/contract/place.ts';
import type { Clock } from '#data/kit/clock.ts';
import { createBeside, type Beside } from './beside.ts';
import { createLastFixes, type LastFixes } from './dispatch/last-fixes.ts';
import { createPositions, type Positions } from './feed/positions.ts';
import { createUnitFixes, type UnitFixes } from './intake/unit-fixes.ts';
import type { Channel } from './store/shared.ts';
import type { Store } from './store/store.ts';
import { createListening, type Listening } from './watch/listening.ts';

/** Where every unit is and whom we hear of, whichever process took it in. */
export type Picture = {
  positions: Positions;
  lastFixes: LastFixes;
  unitFixes: UnitFixes;
  listening: Listening;
  /** Null: this process is alone. */
  beside: Beside | null;
  /** Takes what the store has of units. */
  recall(): Promise<void>;
  /** Forgets `slots` units, because the store was exchanged, and takes what is there now. */
  reload(slots: number): Promise<void>;
};

type Parts = {
  store: Pick<Store, 'tracks' | 'incidents'>;
  board: () => Board;
  clock: Clock;
  cityClock: Clock;
  reach: Bounds;
  /** From when on we listen, ms. */
  since: () => number;
  heard: Channel;
  others: (() => number) | undefined;
  trouble: (what: string, error: unknown) => void;
};

export async function createPicture(parts: Parts): Promise<Picture> {
  const { store, board, clock, cityClock, reach, since, heard, others, trouble } = parts;
  const { tracks, incidents } = store;
  const beside = others ? createBeside({ channel: heard, clock, tracks, others }) : null;
  const positions = createPositions({ clock, reach, asOf: beside?.asOf });
  const lastFixes = createLastFixes();
  const listening = createListening({
    board,
    clock: cityClock,
    since,
    incidents,
    tellReports: beside?.tellReports,
    trouble,
  });
  const unitFixes = createUnitFixes({
    board,
    show(slot, fix) {
      positions.put(slot, fix.lon, fix.lat);
      lastFixes.put(fix);
    },
  });
  const recall = async () => (await tracks.latest()).forEach(unitFixes.take);
  await recall();
  beside?.hearInto({ unitFixes, listening });
  return {
    positions,
    lastFixes,
    unitFixes,
    listening,
    beside,
    recall,
    async reload(slots) {
      for (let slot = 0; slot < slots; slot++) positions.forget(slot);
      lastFixes.forget();
      unitFixes.forget();
      await recall();
    },
  };
}
