import type { Router } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Access } from '../access/access.ts';
import type { DisputeFiles } from '../desk/dispute-files.ts';
import type { HandoverRecord } from '../desk/handover-record.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Analysis } from '../analysis/analysis.ts';
import { communityRoutes } from './community-routes.ts';
import { disputeRoutes } from './dispute-routes.ts';
import { handoverRoutes } from './handover-routes.ts';
import { shiftRoutes } from './shift-routes.ts';

type Parts = {
  access: Access;
  disputes: DisputeFiles;
  handovers: HandoverRecord;
  board: () => Board;
  pack: CityPack;
  analysis: Analysis;
  /** The city's time. */
  clock: Clock;
};

/** The dispute station, the shift log and the hand-over, and one community in one answer. */
export function stationRoutes({ access, disputes, handovers, board, pack, analysis, clock }: Parts): Router[] {
  const { gate } = access;
  return [
    disputeRoutes({ access, disputes, board, clock }),
    shiftRoutes({ gate, board, clock }),
    communityRoutes({ gate, board, clock, pack, analysis }),
    handoverRoutes({ gate, handovers }),
  ];
}
