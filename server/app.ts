import { createServer, type RequestListener, type Server } from 'node:http';
import type { Logger } from 'pino';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Person } from '#data/contract/person.ts';
import type { View } from '#data/contract/view.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Random } from '#data/kit/random.ts';
import { accepted, refused } from '#data/kit/result.ts';
import { createAccess, type Access } from './access/access.ts';
import type { Gate } from './access/gate.ts';
import { createPairing, type Pairing } from './access/pairing.ts';
import { openPresence } from './access/presence.ts';
import { refusalAt } from './access/rights.ts';
import { createAnalysis } from './analysis/analysis.ts';
import { trendRoutes as trendQuestions } from './analysis/trend-routes.ts';
import { createAreas } from './city/areas.ts';
import type { Oidc } from './config.ts';
import { createPlacing } from './city/placing.ts';
import { createDispatch } from './dispatch/dispatch.ts';
import { createLoads } from './dispatch/loads.ts';
import { createPlaces } from './dispatch/places.ts';
import { createTravel } from './dispatch/travel.ts';
import { createHub } from './feed/hub.ts';
import { createPositions } from './feed/positions.ts';
import { createSnapshots } from './feed/snapshots.ts';
import { openFeed } from './feed/socket.ts';
import { cityBriefRoutes } from './http/city-brief-routes.ts';
import { accountRoutes } from './http/account-routes.ts';
import { auditRoutes } from './http/audit-routes.ts';
import { cityRoutes } from './http/city-routes.ts';
import { alarmRoutes } from './http/alarm-routes.ts';
import { dispatchRoutes } from './http/dispatch-routes.ts';
import { deskRoutes } from './http/desk-routes.ts';
import { displayRoutes } from './http/display-routes.ts';
import { docsRoutes } from './http/docs-routes.ts';
import { feedRoutes } from './http/feed-routes.ts';
import { intakeRoutes } from './http/intake-routes.ts';
import { createMetrics } from './http/metrics.ts';
import { openIdRoutes } from './http/open-id-routes.ts';
import { pages } from './http/pages.ts';
import { phonePages } from './http/phone-pages.ts';
import { peopleRoutes } from './http/people-routes.ts';
import { processRoutes } from './http/process-routes.ts';
import { reportRoutes } from './http/report-routes.ts';
import { sessionRoutes } from './http/session-routes.ts';
import { stationRoutes } from './http/station-routes.ts';
import { trendRoutes } from './http/trend-routes.ts';
import { createWeb } from './http/web.ts';
import { createIntake } from './intake/create-intake.ts';
import type { Intake } from './intake/intake.ts';
import { intakeCity } from './intake/intake-city.ts';
import { measureFeed, measuredLog } from './measure.ts';
import type { Store } from './store/store.ts';
import { createDesk, type Desk } from './desk/desk.ts';
import { createAlarmService } from './watch/alarm-service.ts';
import { createChannels } from './watch/channels.ts';
import { createStations, type Stations } from './desk/stations.ts';
import type { Watch } from './watch/watch.ts';
import { watchCity } from './watch/watch-city.ts';

export type AppParts = {
  pack: CityPack;
  store: Store;
  clock: Clock;
  /** What door, desk and watch take for the time; the demo stands it while it makes up its past. */
  cityClock?: Clock;
  random: Random;
  log: Logger;
  /** Of this installation (server/access/secret.ts). */
  secret: string;
  build: string;
  version: string;
  /** Folder of the built pages. */
  dist: string;
  hourShift: number;
  trustProxy?: string | false;
  /** Other origins whose pages may follow the feed. */
  origins?: readonly string[];
  /** The demo plays the grid: what the watch says of its cells is an exercise. */
  gridIsExercise?: boolean;
  /** Visits fall due by the city's own plan: not where the demo plays the grid. */
  visitsFallDue?: boolean;
  /** People that everybody can sign in as: the demo. */
  demo?: readonly Person[];
  /** OpenID Connect, where it is set up. */
  oidc?: Oidc | undefined;
  /** Told the code for the first admin, where nobody is registered. */
  announceFirst?: (code: string) => void;
  /** Approve a wall on this very machine by itself: the demo. */
  approveLocal?: boolean;
};

/** Everything joined; nothing listens yet. */
export type App = {
  http: Server;
  /** What answers its requests; the table of rights is held against it. */
  web: RequestListener;
  intake: Intake;
  desk: Desk;
  stations: Stations;
  watch: Watch;
  gate: Gate;
  access: Access;
  pairing: Pairing;
  /** Socket.IO namespaces, for the table of rights. */
  namespaces(): string[];
  /** Sends away the screens that look with tokens of this name. */
  cutToken(name: string): void;
  board(): Board;
  /** What the process still does before it is ready; null: it is. */
  waitFor(what: string | null): void;
  /** Reads the store anew after it was exchanged. */
  reload(): Promise<void>;
  /** Says goodbye to every screen, takes nothing more in, keeps the board for the next start. */
  stop(): Promise<void>;
};

export async function createApp(parts: AppParts): Promise<App> {
  const { pack, store, clock, cityClock = clock, random, log, build, gridIsExercise = false } = parts;
  const metrics = createMetrics();
  const facts = measuredLog(store.log, clock, metrics);
  const trouble = (what: string, error: unknown) => log.error({ err: error }, what);

  const hub = await createHub({ log: facts, clock, trouble });
  const board = () => hub.board;
  const analysis = await createAnalysis({
    rollups: store.rollups,
    log: facts,
    clock,
    pack,
    hourShift: parts.hourShift,
    open: () => board().incidents.values(),
  });

  const areas = createAreas(pack);
  const places = createPlaces();
  const positions = createPositions({ clock, reach: pack.city.reach });
  const channels = createChannels({ board, clock: cityClock, incidents: store.incidents, trouble });
  const door = createIntake({
    log: facts,
    tracks: store.tracks,
    city: intakeCity(pack, areas, createPlacing(pack.cells)),
    board,
    clock: cityClock,
    show(slot, fix) {
      positions.put(slot, [fix.lon, fix.lat]);
      places.put(fix);
      metrics.positions.inc();
    },
    refusedOne: (channel, reason) => metrics.refused.inc({ channel, reason }),
  });
  const intake = channels.listen(door);
  intake.remember(await store.tracks.latest());
  const loads = createLoads({ log: facts, clock: cityClock });
  const countLoads = () => void loads.load().catch((error: unknown) => trouble('loads of units not counted', error));
  countLoads();
  const travel = createTravel(pack.graph);
  const dispatch = createDispatch({ board, pack, clock: cityClock, travel, places, loads });
  const watch = watchCity({
    log: facts,
    board,
    clock: cityClock,
    pack,
    lastHeard: intake.lastHeard,
    channels,
    travel,
    places,
    analysis,
    gridIsExercise,
    visitRecords: parts.visitsFallDue ? store.records : null,
    trouble,
  });

  const access = await createAccess({
    store: { ...store, log: facts },
    clock,
    secret: parts.secret,
    pack,
    demo: parts.demo ?? null,
    announceFirst: parts.announceFirst ?? (() => {}),
    oidc: parts.oidc,
    trouble,
  });
  const { gate } = access;
  const desk = createDesk({
    log: facts,
    board,
    clock: cityClock,
    pack,
    incidents: store.incidents,
    photoIsKept: async (id) => (await store.drawers.get('photo', id)) !== null,
    personIsKnown: async (id) => access.register.byId(id)?.left === false,
  });
  const stations = createStations({
    store: { ...store, log: facts },
    board,
    clock: cityClock,
    pack,
    person: access.register.byId,
  });
  const pairing = createPairing(clock);
  let waitingFor: string | null = null;

  const web = createWeb({
    log,
    trustProxy: parts.trustProxy ?? false,
    origins: parts.origins ?? [],
    api: [
      intakeRoutes({ gate, intake, waitingFor: () => waitingFor }),
      alarmRoutes({
        gate,
        board,
        clock: cityClock,
        areas,
        records: store.records,
        service: createAlarmService({ log: facts, board, clock: cityClock }),
      }),
      dispatchRoutes({ gate, incidents: store.incidents, dispatch }),
      ...deskRoutes({ access, desk, intake, store, board, pack, clock: cityClock, waitingFor: () => waitingFor }),
      ...stationRoutes({ access, stations, board, pack, analysis, clock: cityClock, waitingFor: () => waitingFor }),
      feedRoutes({ gate, hub, snapshotFor: createSnapshots(hub, clock) }),
      trendRoutes(gate, trendQuestions(analysis)),
      cityRoutes(pack),
      cityBriefRoutes({ gate, pack }),
      reportRoutes({
        gate,
        intake,
        anchorOf: (cell) => areas.cell(cell)?.anchor,
        hasPhoto: async (id) => (await store.drawers.get('photo', id)) !== null,
        waitingFor: () => waitingFor,
      }),
      displayRoutes({ gate, pairing }),
      sessionRoutes(access),
      openIdRoutes(access),
      accountRoutes(access),
      peopleRoutes(access),
      auditRoutes(access, store.records),
    ],
    top: [
      processRoutes({ store, metrics, build, notReady: () => waitingFor }),
      docsRoutes(parts.version),
      pages({ dist: parts.dist, gate, approveLocal: parts.approveLocal ?? false }),
      phonePages({ dist: parts.dist, gate }),
    ],
  });

  const http = createServer(web);
  const feed = openFeed<{ view: View; name: string; session?: string }>({
    server: http,
    hub,
    positions,
    clock,
    random,
    builds: { build, minBuild: build },
    origins: parts.origins ?? [],
    async identify({ token, headers, view }) {
      const caller = await (token === undefined ? gate.byHeaders(headers, view) : gate.byToken(token));
      const refusal = refusalAt('SOCKET /feed', caller);
      if (refusal || !caller || caller.kind === 'source') return refused(refusal?.detail ?? 'for viewers');
      if (caller.kind === 'view') return accepted(caller);
      return accepted({ view: caller.view, name: caller.person.id, session: caller.session.id });
    },
  });
  measureFeed(feed, metrics);
  const presence = openPresence({
    desk: feed.namespace('/desk'),
    identify: (headers) => gate.byHeaders(headers),
    board,
    clock,
  });
  access.sessions.onEnded((id) => {
    feed.revoke(({ session }) => session === id);
    presence.cut(id);
  });

  return {
    http,
    web,
    intake,
    desk,
    stations,
    watch,
    gate,
    access,
    pairing,
    namespaces: feed.namespaces,
    cutToken: (name) => feed.revoke((who) => who.session === undefined && who.name === name),
    board,
    waitFor: (what) => void (waitingFor = what),
    async reload() {
      const slots = board().units.size;
      await hub.reload();
      await access.reload();
      await analysis.reload();
      for (let slot = 0; slot < slots; slot++) positions.put(slot, null);
      places.forget();
      intake.remember(await store.tracks.latest());
      countLoads();
    },
    async stop() {
      waitingFor = 'shutdown';
      await watch.stop();
      http.close();
      await feed.shutdown();
      http.closeAllConnections();
      const { seq } = hub.place();
      analysis.stop();
      loads.stop();
      access.sessions.close();
      await store.log.keepSnapshot(seq, board()).catch((error: unknown) => trouble('snapshot not kept', error));
      hub.close();
    },
  };
}
