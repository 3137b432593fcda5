import { once } from '#data/kit/once.ts';
import { createAccess } from './access/access.ts';
import type { App, AppParts } from './app-parts.ts';
import { createCounting } from './analysis/counting.ts';
import { createAreas } from './city/areas.ts';
import { createPlacing } from './city/placing.ts';
import { demoWays } from './demo/channels/open-ways.ts';
import { createDispatch } from './dispatch/dispatch.ts';
import { createLoads } from './dispatch/loads.ts';
import { createTravel, type Travel } from './dispatch/travel.ts';
import { createHub } from './feed/hub.ts';
import { createSnapshots } from './feed/snapshots.ts';
import { allRoutes } from './http/all-routes.ts';
import { forwardedFrom, proxiesOf } from './http/connections/forwarded.ts';
import { createHttpServer } from './http/connections/unfinished.ts';
import { createMetrics } from './http/metrics.ts';
import { createOwnCookies } from './http/own-cookies.ts';
import { createWeb } from './http/web.ts';
import { caseKeys as keysUnder } from './intake/case-key.ts';
import { createReading } from './intake/channels/cap/read/reading-aside.ts';
import { createProofs } from './intake/channels/card/proof-of-work.ts';
import { measuredLog, measureNode } from './measure.ts';
import { openSockets } from './open-sockets.ts';
import { createDisputeFiles } from './desk/dispute-files.ts';
import { createHandoverRecord } from './desk/handover-record.ts';
import { doubtOf } from './feed/doubt.ts';
import { createPicture } from './picture.ts';
import { createAside } from './step-aside.ts';
import { knownLog } from './store/known-log.ts';
import { createInProcess } from './store/in-process.ts';
import { watchCity } from './watch/watch-city.ts';
import { openWaysIn } from './ways-in.ts';

export type { App, AppParts } from './app-parts.ts';

/** Chooses nothing: joins what it is given. */
export async function createApp(parts: AppParts): Promise<App> {
  const { pack, store, clock, cityClock = clock, random, log, build, gridIsExercise = false } = parts;
  const metrics = createMetrics();
  if (parts.node) measureNode(parts.node, build, metrics);
  const trouble = (what: string, error: unknown) => log.error({ err: error }, what);
  const aside = createAside({ node: parts.node, trouble });
  const facts = measuredLog(knownLog(store.log, aside.met), clock, metrics);

  const areas = createAreas(pack);
  const hub = await createHub({ log: facts, clock, areasOfCell: areas.pathOf, trouble });
  const board = () => hub.board;
  const seq = () => hub.log.head;
  const open = () => board().incidents.values();
  const { analysis, book } = await createCounting({ ...parts, log: facts, areas, open });

  const placing = createPlacing(pack.cells);
  const { shared = createInProcess(clock) } = parts;
  /** When we last began to take anything in. */
  let opened = cityClock.now();
  const listensSince = () => opened;
  const picture = await createPicture({
    store,
    board,
    clock,
    cityClock,
    reach: pack.city.reach,
    since: listensSince,
    heard: shared.heard,
    others: parts.others,
    trouble,
  });
  const { positions, lastFixes, unitFixes, listening, beside } = picture;
  const caseKeys = keysUnder(parts.secret);
  const reading = createReading(pack.city.reach);
  const loads = createLoads({ log: facts, clock: cityClock });
  const countLoads = () => void loads.load().catch((error: unknown) => trouble('loads of units not counted', error));
  countLoads();
  const streets = once(() => createTravel(pack.graph));
  const travel: Travel = { from: (places) => streets().from(places) };
  const dispatch = createDispatch({ board, pack, clock: cityClock, travel, lastFixes, loads });
  const watch = watchCity({
    log: facts,
    board,
    seq,
    clock: cityClock,
    pack,
    held: parts.held,
    lastHeard: unitFixes.lastHeard,
    hasLeft: unitFixes.hasLeft,
    listensSince,
    askTracks: beside ? picture.recall : undefined,
    listening,
    travel,
    lastFixes,
    placing,
    analysis,
    gridIsExercise,
    visitRecords: parts.visitsFallDue ? store.records : null,
    trouble,
  });

  const access = await createAccess({
    store: { ...store, log: facts },
    shared,
    clock,
    secret: parts.secret,
    pack,
    demo: parts.demo ?? null,
    approveLocal: parts.approveLocal ?? false,
    announceFirst: parts.announceFirst ?? (() => {}),
    oidc: parts.oidc,
    idleLockMs: parts.idleLockMs,
    trouble,
  });
  const { intake, desk, under, ...ways } = openWaysIn({
    app: parts,
    log: facts,
    board,
    seq,
    reached: hub.reached,
    areas,
    placing,
    picture,
    access,
    metrics,
    caseKeys,
    reading,
    trouble,
  });
  const { channels, contacts } = ways;
  const disputes = createDisputeFiles({ board, records: store.records });
  const handovers = createHandoverRecord({ ...store, log: facts, board, clock: cityClock, pack });
  let waitingFor: string | null = null;
  const { origins = [] } = parts;
  const isHttps = origins.some((origin) => origin.startsWith('https:'));
  const web = createWeb({
    log,
    trustProxy: parts.trustProxy ?? false,
    origins,
    ...allRoutes({
      pack,
      store,
      board,
      clock: cityClock,
      access,
      cookies: createOwnCookies(access.cookieNames, isHttps),
      analysis,
      book,
      areas,
      placing,
      desk,
      disputes,
      handovers,
      dispatch,
      hub,
      snapshotFor: createSnapshots(hub, clock),
      intake,
      publicUrl: origins[0] ?? '',
      ...ways,
      contacts,
      caseKeys,
      metrics,
      build,
      origins,
      incidentIds: parts.incidentIds,
      proofs: createProofs(parts.secret, shared.notes, clock),
      version: parts.version,
      dist: parts.dist,
      waitingFor: () => aside.why() ?? waitingFor,
      node: parts.node ?? null,
      counts: shared.counts,
    }),
  });

  const http = createHttpServer(web, { now: clock.now, isProxy: proxiesOf(web) });
  const { feed, stop: stopSockets } = openSockets({
    server: http,
    hub,
    positions,
    clock,
    random,
    build,
    origins,
    addressOf: forwardedFrom(web),
    access,
    present: shared.present,
    store,
    metrics,
    isCurrent: () => doubtOf({ store, hub }) === null && (parts.node?.isCurrent() ?? true),
    trouble,
  });

  aside.leaves(feed.shutdown);

  return {
    http,
    web,
    intake,
    desk,
    under,
    watch,
    gate: access.gate,
    access,
    pairing: access.pairing,
    namespaces: feed.namespaces,
    board,
    place: hub.place,
    screens: () => feed.outlets().length,
    reached: hub.reached,
    areas,
    waitFor(what) {
      if (what === null && waitingFor !== null) opened = cityClock.now();
      waitingFor = what;
    },
    channels: { start: channels.start, figures: channels.figures },
    ways: demoWays({ ...ways, drawers: store.drawers, areas, clock }),
    fillHistory: analysis.fill,
    async reload() {
      opened = cityClock.now();
      const slots = board().units.size;
      await hub.reload();
      await access.reload();
      await analysis.reload();
      await picture.reload(slots);
      countLoads();
    },
    async stop() {
      waitingFor = 'shutdown';
      beside?.stop();
      await watch.stop();
      await channels.stop();
      await reading.stop();
      http.close();
      await feed.shutdown();
      http.closeAllConnections();
      const { seq } = hub.place();
      analysis.stop();
      book.stop();
      loads.stop();
      stopSockets();
      await access.close().catch((error: unknown) => trouble('refused sign-ins not on record', error));
      await store.log.keepSnapshot(seq, board()).catch((error: unknown) => trouble('snapshot not kept', error));
      hub.close();
    },
  };
}
