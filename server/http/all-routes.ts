import type { Router } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Access } from '../access/access.ts';
import type { Analysis } from '../analysis/analysis.ts';
import { trendRoutes as trendQuestions } from '../analysis/trend-routes.ts';
import type { Areas } from '../city/areas.ts';
import type { Desk } from '../desk/desk.ts';
import type { DisputeFiles } from '../desk/dispute-files.ts';
import type { HandoverRecord } from '../desk/handover-record.ts';
import type { Dispatch } from '../dispatch/dispatch.ts';
import type { Hub } from '../feed/hub.ts';
import type { Intake } from '../intake/intake.ts';
import type { Store } from '../store/store.ts';
import { accountRoutes } from './account-routes.ts';
import { alarmRoutes } from './alarm-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { cityBriefRoutes } from './city-brief-routes.ts';
import { cityRoutes } from './city-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { dispatchRoutes } from './dispatch-routes.ts';
import { displayRoutes } from './display-routes.ts';
import { docsRoutes } from './docs-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { intakeRoutes } from './intake-routes.ts';
import type { Metrics } from './metrics.ts';
import { openIdRoutes } from './open-id-routes.ts';
import { pages } from './pages.ts';
import { peopleRoutes } from './people-routes.ts';
import { phonePages } from './phone-pages.ts';
import { processRoutes } from './process-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { stationRoutes } from './station-routes.ts';
import { trendRoutes } from './trend-routes.ts';

export type RouteParts = {
  pack: CityPack;
  store: Store;
  board: () => Board;
  /** The city's time. */
  clock: Clock;
  access: Access;
  analysis: Analysis;
  areas: Areas;
  desk: Desk;
  disputes: DisputeFiles;
  handovers: HandoverRecord;
  dispatch: Dispatch;
  hub: Hub;
  snapshotFor: Parameters<typeof feedRoutes>[0]['snapshotFor'];
  intake: Intake;
  metrics: Metrics;
  build: string;
  version: string;
  /** Folder of the built pages. */
  dist: string;
  approveLocal: boolean;
  /** What the process still does before it takes anything in; null: nothing. */
  waitingFor: () => string | null;
};

/** Everything that is asked over HTTP: under /api/v1, and at the top. */
export function allRoutes(parts: RouteParts): { api: Router[]; top: Router[] } {
  const { pack, store, board, clock, access, analysis, areas, desk, disputes, handovers, intake, waitingFor } = parts;
  const { gate } = access;
  return {
    api: [
      intakeRoutes({ gate, intake, waitingFor }),
      alarmRoutes({ gate, board, clock, areas, records: store.records }),
      dispatchRoutes({ gate, incidents: store.incidents, dispatch: parts.dispatch }),
      ...deskRoutes({ access, desk, intake, store, board, pack, clock, waitingFor }),
      ...stationRoutes({ access, disputes, handovers, board, pack, analysis, clock }),
      feedRoutes({ gate, hub: parts.hub, snapshotFor: parts.snapshotFor }),
      trendRoutes(gate, trendQuestions(analysis)),
      cityRoutes(pack),
      cityBriefRoutes({ gate, pack }),
      reportRoutes({
        gate,
        intake,
        anchorOf: (cell) => areas.cell(cell)?.anchor,
        hasPhoto: async (id) => (await store.drawers.get('photo', id)) !== null,
        waitingFor,
      }),
      displayRoutes({ gate, pairing: access.pairing }),
      sessionRoutes(access),
      openIdRoutes(access),
      accountRoutes(access),
      peopleRoutes(access),
      auditRoutes(access, store.records),
    ],
    top: [
      processRoutes({ store, metrics: parts.metrics, build: parts.build, notReady: waitingFor }),
      docsRoutes(parts.version),
      pages({ dist: parts.dist, gate, approveLocal: parts.approveLocal }),
      phonePages({ dist: parts.dist, gate }),
    ],
  };
}
