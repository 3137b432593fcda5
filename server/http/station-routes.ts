import type { Router } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Access } from '../access/access.ts';
import type { Stations } from '../desk/stations.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Analysis } from '../analysis/analysis.ts';
import { communityRoutes } from './community-routes.ts';
import { disputeRoutes } from './dispute-routes.ts';
import { handoverRoutes } from './handover-routes.ts';
import { onceReady } from './once-ready.ts';
import { shiftRoutes } from './shift-routes.ts';

type Parts = {
  access: Access;
  stations: Stations;
  board: () => Board;
  pack: CityPack;
  analysis: Analysis;
  /** The city's time. */
  clock: Clock;
  waitingFor: () => string | null;
};

/** The dispute station, the shift log and the hand-over, and one community in one answer. */
export function stationRoutes({ access, stations, board, pack, analysis, clock, waitingFor }: Parts): Router[] {
  const { gate } = access;
  const { disputes, shift, handovers } = stations;
  const ready = onceReady(waitingFor);
  return [
    disputeRoutes({ access, disputes, board, clock, ready }),
    shiftRoutes({ gate, shift, board, clock, ready }),
    communityRoutes({ gate, board, clock, pack, analysis }),
    handoverRoutes({ gate, shift, handovers, ready }),
  ];
}
