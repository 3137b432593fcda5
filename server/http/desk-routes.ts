import type { Router } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Access } from '../access/access.ts';
import { createAreas } from '../city/areas.ts';
import type { Desk } from '../desk/desk.ts';
import type { Intake } from '../intake/intake.ts';
import type { Store } from '../store/store.ts';
import { boardLists } from './board-lists.ts';
import { cellRoutes } from './cell-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { incidentRoutes } from './incident-routes.ts';
import { photoRoutes } from './photo-routes.ts';
import { unitRoutes } from './unit-routes.ts';
import { workRoutes } from './work-routes.ts';

export type DeskRouteParts = {
  access: Access;
  desk: Desk;
  intake: Intake;
  store: Store;
  board: () => Board;
  pack: CityPack;
  /** The city's time. */
  clock: Clock;
  /** What the process still does before it takes anything in; null: nothing. */
  waitingFor: () => string | null;
};

/** What people at the desk and on the street ask and decide. */
export function deskRoutes(parts: DeskRouteParts): Router[] {
  const { access, desk, intake, store, board, pack, clock, waitingFor } = parts;
  const { gate } = access;
  const areas = createAreas(pack);
  const context = () => ({ now: clock.now(), pack });
  return [
    unitRoutes({ gate, intake, board, waitingFor }),
    commandRoutes({ gate, desk, context, waitingFor }),
    incidentRoutes({ access, incidents: store.incidents, board, areas, clock }),
    boardLists({ gate, board, clock, areas }),
    cellRoutes({ access, board, records: store.records, pack, areas, clock }),
    photoRoutes({ access, drawers: store.drawers }),
    workRoutes({ gate, board, head: () => store.log.place().seq, pack, clock }),
  ];
}
