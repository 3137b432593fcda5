import {
  atLeast,
  atMost,
  bytes,
  count,
  microseconds,
  milliseconds,
  percent,
  perSecond,
  seconds,
  share,
  times,
  toKnow,
  type Finding,
} from './finding.ts';
import type { Parts } from './lane/fan-out.ts';

type Options = { full: boolean };
/** Loads what it measures only when it runs: another's imports are not its business. */
export type Measurement = { about: string; run(options: Options): Promise<Finding[]> };

export const measurements: Record<string, Measurement> = {
  intake: {
    about: 'batches of 100 reports into the store, 4 on their way at once; bare better-sqlite3 FULL; write + fdatasync',
    async run() {
      const { measureIntake } = await import('./store/store.ts');
      const { store, alone, bare, queued, syncedAppend, ratio, p99Ratio } = await measureIntake();
      const id = 'G8';
      return [
        atLeast({ id, promise: 'durable intake / bare better-sqlite3 FULL' }, ratio, 0.7, times),
        atLeast({ id, promise: 'durable facts' }, store.perSecond, 20_000, perSecond),
        atMost({ id, promise: 'ack p99 / bare transaction p99' }, p99Ratio, 3, times),
        toKnow({ id, promise: 'the same, one batch at a time' }, times(alone.p99Ms / bare.p99Ms)),
        toKnow({ id, promise: 'the same, bare in the same queue of four' }, times(queued.p99Ms / bare.p99Ms)),
        toKnow({ id, promise: 'bare better-sqlite3 FULL' }, perSecond(bare.perSecond)),
        toKnow({ id, promise: 'plain synced append' }, perSecond(syncedAppend.perSecond)),
        toKnow({ id, promise: 'ack p99, bare p99' }, `${milliseconds(store.p99Ms)}, ${milliseconds(bare.p99Ms)}`),
        toKnow({ id, promise: 'plain synced append, p99' }, milliseconds(syncedAppend.p99Ms)),
      ];
    },
  },

  postgres: {
    about: 'batches of 100 reports into the store on PostgreSQL, 4 on their way at once; bare pg with the same rows',
    async run() {
      const { hasPostgres } = await import('../support/postgres/database.ts');
      const id = 'G8';
      if (!hasPostgres) return [toKnow({ id, promise: 'durable intake on PostgreSQL' }, 'skipped: no PostgreSQL')];
      const { measurePostgresImport, measurePostgresIntake } = await import('./store/postgres-intake.ts');
      const { store, alone, bare, ratio, p99Ratio } = await measurePostgresIntake();
      const { incidentsPerSecond, bytesPerIncident } = await measurePostgresImport();
      return [
        atLeast({ id, promise: 'durable intake on PostgreSQL / bare pg' }, ratio, 0.7, times),
        atMost({ id, promise: 'ack p99 / bare transaction p99' }, p99Ratio, 3, times),
        toKnow(
          { id, promise: 'durable facts: store, one batch at a time, bare' },
          [store, alone, bare].map(({ perSecond: facts }) => perSecond(facts)).join(', '),
        ),
        toKnow(
          { id, promise: 'p99: store, one batch at a time, bare' },
          [store, alone, bare].map(({ p99Ms }) => milliseconds(p99Ms)).join(', '),
        ),
        toKnow(
          { id: 'import', promise: 'past cases into PostgreSQL' },
          `${perSecond(incidentsPerSecond)}, ${Math.round(bytesPerIncident)} B each`,
        ),
      ];
    },
  },

  singles: {
    about: 'one report at a time, each acknowledged before the next; 200,000 past cases by import',
    async run() {
      const { measureImport, measureSingles } = await import('./store/store.ts');
      const { store, bare } = await measureSingles();
      const { incidentsPerSecond, bytesPerIncident } = await measureImport();
      return [
        toKnow(
          { id: 'singles', promise: 'one at a time, bare' },
          `${perSecond(store.perSecond)}, ${perSecond(bare.perSecond)}`,
        ),
        toKnow(
          { id: 'import', promise: 'past cases' },
          `${perSecond(incidentsPerSecond)}, ${Math.round(bytesPerIncident)} B each`,
        ),
      ];
    },
  },

  import: {
    about: 'a file of 100,000 past cases into the real server by its control socket, one live report every 50 ms',
    async run() {
      const { measureServerImport } = await import('./importing.ts');
      const found = await measureServerImport();
      const id = 'G19';
      const megabytes = (value: number) => `${Math.round(value / 2 ** 20)} MB`;
      return [
        atLeast({ id, promise: 'rows of an import' }, found.rowsPerSecond, 20_000, perSecond),
        toKnow({ id, promise: 'rows for a second of processor' }, count(Math.round(found.rowsPerCpuSecond))),
        atMost({ id, promise: 'server RSS meanwhile' }, found.highestBytes, 300 * 2 ** 20, megabytes),
        toKnow({ id, promise: 'server RSS before' }, megabytes(found.restBytes)),
        atMost({ id, promise: 'live reports meanwhile, p99' }, found.p99Ms, 100, milliseconds),
        toKnow(
          { id, promise: 'live reports meanwhile, p50; without an import, p99' },
          `${milliseconds(found.p50Ms)}; ${milliseconds(found.calmP99Ms)}`,
        ),
      ];
    },
  },

  rollups: {
    about: 'questions of the trend panels to the roll-ups and to a scan of the incidents, by number of incidents',
    async run({ full }) {
      const { measureRollups } = await import('./store/store.ts');
      const figures = await measureRollups([100_000, 1_000_000, ...(full ? [10_000_000] : [])]);
      return figures.flatMap(({ incidents, questions }) =>
        questions.map(({ name, rollupMs, scanMs, ratio }) => {
          const what = { id: 'G10', promise: `${name}, ${count(incidents)} incidents` };
          const both = `${milliseconds(rollupMs)} / ${milliseconds(scanMs)} = ${share(1 / ratio)}`;
          // The promise is for ten million.
          if (incidents < 10_000_000) return toKnow(what, both);
          return { ...atMost(what, 1 / ratio, 1 / 200, share), measured: both };
        }),
      );
    },
  },

  upkeep: {
    about: 'incident rows with their indexes in batches of 100, with their roll-ups and without',
    async run() {
      const { measureRollupUpkeep } = await import('./store/store.ts');
      const { ratio } = await measureRollupUpkeep();
      return [atMost({ id: 'G11', promise: 'roll-up upkeep / bare indexed insert' }, ratio, 2, times)];
    },
  },

  start: {
    about:
      'the built server after a kill -9, from its spawning until it is ready, its store alone, by facts in the log; an empty store, the demo',
    async run() {
      const { measureStart } = await import('./store/store.ts');
      const { measureServerStart } = await import('./server-start.ts');
      const sizes = [10_000, 100_000, 1_000_000];
      const stores = await measureStart(sizes);
      const servers = await measureServerStart(sizes);
      const { measureDemoStart } = await import('./demo-start.ts');
      const moments = await measureDemoStart();
      return [
        ...servers.map(({ facts, seconds: took }) =>
          atMost({ id: 'start', promise: `server ready, ${count(facts)} facts` }, took, 2, seconds),
        ),
        ...moments.map(({ at, seconds: took, cpu, megabytes }) =>
          toKnow(
            { id: 'start', promise: at },
            `${seconds(took)}, processor ${seconds(cpu)}, ${megabytes.toFixed(0)} MB`,
          ),
        ),
        ...stores.map(({ facts, megabytes, openMs, snapshotMs }) =>
          toKnow(
            { id: 'start', promise: `store open, snapshot read, ${count(facts)} facts` },
            `${milliseconds(openMs)}, ${milliseconds(snapshotMs)} (${megabytes.toFixed(0)} MB)`,
          ),
        ),
      ];
    },
  },

  placing: {
    about:
      'a million points in 2,000 cells of every shape; turf asked cell by cell; a robust predicate for who is right',
    async run({ full }) {
      const { measurePlacing } = await import('./placing.ts');
      const found = await measurePlacing({ compared: full ? 10_000_000 : 500_000 });
      const id = 'G12';
      return [
        atLeast(
          { id, promise: 'placing / turf asked until a cell holds the point' },
          found.naiveUs / found.ownUs,
          1000,
          times,
        ),
        toKnow({ id, promise: 'placing / turf asked for all cells' }, times(found.allUs / found.ownUs)),
        toKnow({ id, promise: 'a point: own, turf' }, `${microseconds(found.ownUs)}, ${microseconds(found.naiveUs)}`),
        atMost(
          { id, promise: `disagreements of ${count(found.compared)}, ${count(found.onBorders)} on borders` },
          found.disagreements,
          0,
          count,
        ),
      ];
    },
  },

  channels: {
    about:
      'the built server: reports one by one from 32 senders by each channel in turns; readers under attack; fixes over a real broker',
    async run() {
      const { measureChannels } = await import('./channels.ts');
      const { rates, costs, attacks, cardScriptBytes } = await measureChannels();
      const id = 'channels';
      const than = (name: 'open311' | 'webhooks' | 'cap') => rates[name] / rates.http;
      return [
        toKnow({ id, promise: 'reports by plain HTTP' }, perSecond(rates.http)),
        atLeast({ id, promise: `Open311 / plain HTTP (${perSecond(rates.open311)})` }, than('open311'), 0.5, times),
        atLeast({ id, promise: `webhooks / plain HTTP (${perSecond(rates.webhooks)})` }, than('webhooks'), 0.5, times),
        toKnow({ id, promise: `CAP / plain HTTP (${perSecond(rates.cap)})` }, times(than('cap'))),
        toKnow(
          { id, promise: 'processor for 1,000 reports: plain HTTP, Open311, webhooks, CAP' },
          [costs.http, costs.open311, costs.webhooks, costs.cap].map(milliseconds).join(', '),
        ),
        ...attacks.map(({ what, p99Ms, longestMs, answers }) =>
          atMost(
            {
              id,
              promise: `event-loop delay p99 under ${what} (longest ${milliseconds(longestMs)}, ${answers} answers)`,
            },
            p99Ms,
            50,
            milliseconds,
          ),
        ),
        atMost({ id, promise: 'script of a card\u2019s page, compressed' }, cardScriptBytes, 50_000, bytes),
        ...(await mqttFindings(id)),
      ];
    },
  },

  nodes: {
    about:
      'a simulated city on three nodes, PostgreSQL and Redis: what a thousand units, walls and reports more cost; a report\u2019s way to a screen on its own node and on another',
    async run() {
      const { hasPostgres } = await import('../support/postgres/database.ts');
      const id = 'nodes';
      if (!hasPostgres) return [toKnow({ id, promise: 'a city on nodes' }, 'skipped: no PostgreSQL')];
      const { measureNodes } = await import('./nodes.ts');
      const found = await measureNodes();
      const told = ({ nodes, postgres, redis }: typeof found.thousandUnits) =>
        [nodes, postgres, redis].map(milliseconds).join(', ');
      return [
        toKnow({ id, promise: '1,000 units more, a second: nodes, PostgreSQL, Redis' }, told(found.thousandUnits)),
        toKnow({ id, promise: '1,000 walls more, a second: nodes, PostgreSQL, Redis' }, told(found.thousandWalls)),
        toKnow({ id, promise: '1,000 reports: nodes, PostgreSQL, Redis' }, told(found.thousandReports)),
        toKnow({ id, promise: 'a report on the disk of PostgreSQL' }, bytes(found.bytesAReport)),
        atMost(
          { id, promise: 'a report\u2019s way to a screen, p99: another node - its own' },
          found.otherP99Ms - found.ownP99Ms,
          30,
          milliseconds,
        ),
        toKnow(
          { id, promise: 'the same: its own, another node' },
          [found.ownP99Ms, found.otherP99Ms].map(milliseconds).join(', '),
        ),
        toKnow({ id, promise: 'a node\u2019s RSS' }, `${Math.round(found.nodeBytes / 2 ** 20)} MB`),
      ];
    },
  },

  restart: {
    about: '500 walls, the clients that a wall is, on a built server that is killed and started anew; on both stores',
    async run() {
      const { measureRestart } = await import('./restart.ts');
      const { hasPostgres, makeDatabase } = await import('../support/postgres/database.ts');
      const of = (store: string, { walls, readyMs, liveMs, loopMs }: Awaited<ReturnType<typeof measureRestart>>) => [
        atMost({ id: 'R5', promise: `${walls} walls live after kill -9, ${store}` }, liveMs, 10_000, milliseconds),
        atMost({ id: 'R5', promise: `longest stand of the event loop, ${store}` }, loopMs, 1000, milliseconds),
        toKnow({ id: 'R5', promise: `ready again, ${store}` }, milliseconds(readyMs)),
      ];
      const found = of('SQLite', await measureRestart({}));
      if (!hasPostgres) return found;
      const database = await makeDatabase();
      try {
        const env = { DATABASE_URL: database.url, SECRET: 'a secret of the bench, and no other' };
        return [...found, ...of('PostgreSQL', await measureRestart(env))];
      } finally {
        await database.remove();
      }
    },
  },

  archiving: {
    about: '100,000 facts of 20 days into sealed files, a report every 50 ms beside it; on both stores',
    async run() {
      const { measureArchiving } = await import('./store/archiving.ts');
      const { hasPostgres, makeDatabase } = await import('../support/postgres/database.ts');
      const id = 'archive';
      const of = (store: string, found: Awaited<ReturnType<typeof measureArchiving>>) => [
        toKnow(
          { id, promise: `facts into sealed files, ${store}` },
          `${perSecond(found.perSecond)}, ${bytes(found.bytesEach)} each`,
        ),
        toKnow(
          { id, promise: `reports meanwhile and before, p99, ${store}` },
          `${milliseconds(found.p99Ms)}; ${milliseconds(found.calmP99Ms)}`,
        ),
      ];
      const found = of('SQLite', await measureArchiving());
      if (!hasPostgres) return found;
      const { openPostgresStore } = await import('#server/store/postgres/open.ts');
      const database = await makeDatabase();
      try {
        const open = (_folder: string, archive: string) =>
          openPostgresStore({ url: database.url, node: 'bench', hourShift: 0, secret: 'one', archive });
        return [...found, ...of('PostgreSQL', await measureArchiving(open))];
      } finally {
        await database.remove();
      }
    },
  },

  questions: {
    about:
      'a free question of three filters by month over 1 million cases, and over 10 million with --full; a scan in SQLite',
    async run({ full }) {
      const { measureQuestions } = await import('./asking.ts');
      const found = [];
      for (const cases of full ? [1e6, 1e7] : [1e6]) {
        const one = await measureQuestions(cases);
        const id = `questions, ${count(cases)}`;
        found.push(
          atLeast({ id, promise: 'cases a second, from the log' }, one.perSecond, 200_000, perSecond),
          atMost(
            { id, promise: 'a question / a scan of the same rows in SQLite' },
            one.askMs / one.scanMs,
            0.05,
            times,
          ),
          toKnow({ id, promise: 'a question, a scan' }, `${milliseconds(one.askMs)}, ${milliseconds(one.scanMs)}`),
          toKnow(
            { id, promise: 'file; memory more' },
            [one.fileBytes, one.rssBytes].map((size) => `${Math.round(size / 2 ** 20)} MB`).join('; '),
          ),
        );
      }
      return found;
    },
  },

  folding: {
    about: '500 status changes over a board of 5,000 units, as one batch and one by one',
    async run() {
      const { measureFolding } = await import('./folding.ts');
      const { batchMs, singlyMs } = await measureFolding();
      return [
        toKnow(
          { id: 'fold', promise: '500 facts over 5,000 units: batch, one by one' },
          `${milliseconds(batchMs)}, ${milliseconds(singlyMs)} (${times(singlyMs / batchMs)})`,
        ),
      ];
    },
  },

  positions: {
    about: '2,000 units at 10 Hz from their POST to the decoded planes of 50 walls; the real server as a process',
    async run() {
      const { measurePositions } = await import('./ingest.ts');
      const found = await measurePositions();
      const id = 'G4';
      return [
        atMost({ id, promise: 'positions, POST to decoded, p99 (tick + 25 ms)' }, found.p99Ms, 125, milliseconds),
        atLeast({ id, promise: 'durable positions, 50 walls' }, found.positionsPerSecond, 19_500, perSecond),
        atMost({ id, promise: 'server CPU meanwhile, of one core' }, found.serverCpu, 0.5, percent),
        toKnow({ id, promise: 'positions, POST to decoded, p50' }, milliseconds(found.p50Ms)),
      ];
    },
  },

  incidents: {
    about:
      'one report every 100 ms from its POST to the board of a real client, while 10,000 positions/s flow to 50 walls',
    async run() {
      const { measureIncidents } = await import('./ingest.ts');
      const found = await measureIncidents();
      const id = 'G5';
      return [
        atMost({ id, promise: 'incidents, POST to decoded, p99' }, found.p99Ms, 30, milliseconds),
        toKnow({ id, promise: 'incidents, POST to decoded, p50' }, milliseconds(found.p50Ms)),
        toKnow(
          { id, promise: 'positions meanwhile, server CPU' },
          `${perSecond(found.positionsPerSecond)}, ${percent(found.serverCpu)}`,
        ),
      ];
    },
  },

  memory: {
    about: '10,000 units, each reporting once a second, and 50 walls: what the built server holds after 20 s',
    async run() {
      const { measureMemory } = await import('./ingest.ts');
      const megabytes = (value: number) => `${Math.round(value / 2 ** 20)} MB`;
      const what = { id: 'G7', promise: 'server RSS, 50 walls and 10,000 units' };
      return [atMost(what, await measureMemory(), 200 * 2 ** 20, megabytes)];
    },
  },

  frame: {
    about:
      '10,000 units at 10 Hz on the map in a headless Chromium with software graphics: nothing, own layer, sources',
    async run({ full }) {
      const { hasBrowser } = await import('../support/browser.ts');
      const id = 'G16';
      if (!hasBrowser) return [toKnow({ id, promise: 'the wall\u2019s frame' }, 'skipped: no Chromium')];
      const { measureMap } = await import('./map.ts');
      const { nothing, layer, setData, updateData } = await measureMap(full ? 3 : 1);
      const extra = (way: typeof layer) => (way.mainMsPerSecond - nothing.mainMsPerSecond) / 10;
      return [
        atMost({ id, promise: 'main thread for one set of positions, own layer' }, extra(layer), 4, milliseconds),
        toKnow(
          { id, promise: 'the same by setData, by updateData' },
          `${milliseconds(extra(setData))}, ${milliseconds(extra(updateData))}`,
        ),
        toKnow({ id, promise: 'setData / own layer' }, times(extra(setData) / extra(layer))),
        toKnow(
          { id, promise: 'all of the page a second: nothing, own layer, setData' },
          [nothing, layer, setData].map(({ mainMsPerSecond }) => milliseconds(mainMsPerSecond)).join(', '),
        ),
        atMost(
          { id, promise: `tasks over 50 ms in 10 s, own layer (${layer.paintsPerSecond.toFixed(1)} paints/s)` },
          layer.longTasks,
          0,
          count,
        ),
      ];
    },
  },

  trends: {
    about: 'the wall\u2019s three trends out of memory against a scan of the incidents, by number of incidents',
    async run({ full }) {
      const { measureTrends } = await import('./analysis.ts');
      const figures = await measureTrends([100_000, 1_000_000, ...(full ? [10_000_000] : [])]);
      return figures.flatMap(({ incidents, loadMs, loadedMegabytes, panels }) => [
        ...panels.map(({ name, liveMs, scanMs }) => {
          const what = { id: 'G10', promise: `${name} from memory, ${count(incidents)} incidents` };
          const both = `${milliseconds(liveMs)} / ${milliseconds(scanMs)} = ${share(liveMs / scanMs)}`;
          // The promise is for ten million.
          if (incidents < 10_000_000) return toKnow(what, both);
          return { ...atMost(what, liveMs / scanMs, 1 / 3000, share), measured: both };
        }),
        toKnow(
          { id: 'G10', promise: `all roll-ups into memory, ${count(incidents)} incidents` },
          `${seconds(loadMs / 1000)}, ${loadedMegabytes.toFixed(0)} MB`,
        ),
      ]);
    },
  },

  tick: {
    about: 'processor time of a tick in which all units move: every put and the frame, without a wall',
    async run() {
      const { measureTick } = await import('./lane/tick.ts');
      const id = 'G18';
      const { ticks, walk } = await measureTick([2000, 10_000]);
      const [few, many] = [ticks[0]!, ticks[1]!];
      return [
        atMost({ id, promise: '2,000 moves, a tick' }, few.coldUs / 1000, 0.3, milliseconds),
        atMost({ id, promise: '10,000 moves, a tick' }, many.coldUs / 1000, 1.5, milliseconds),
        toKnow(
          { id, promise: 'one after the other: 2,000, 10,000' },
          `${microseconds(few.warmUs)}, ${microseconds(many.warmUs)}`,
        ),
        toKnow(
          { id, promise: 'a plain walk over 2 MB: at the same pace, at once' },
          `${microseconds(walk.coldUs)}, ${microseconds(walk.warmUs)}`,
        ),
      ];
    },
  },

  fanout: {
    about: 'processor time of the server for one frame to one wall; bare ws with one pre-built frame; io.emit(objects)',
    async run() {
      const { measureFanOut, partsOf } = await import('./lane/fan-out.ts');
      const id = 'G1';
      const all = ['ws', 'watchfloor', 'emit'] as const;
      const both = ['ws', 'watchfloor'] as const;
      const single = await measureFanOut({ kinds: both, units: 2000, clients: 1 });
      const few = await measureFanOut({ kinds: all, units: 2000, clients: 100 });
      const many = await measureFanOut({ kinds: both, units: 2000, clients: 500 });
      const large = await measureFanOut({ kinds: all, units: 10_000, clients: 50, everyMs: 250, ticks: 75 });
      const told = ({ ws, watchfloor }: Record<'ws' | 'watchfloor', number>) =>
        `${microseconds(watchfloor)} / ${microseconds(ws)}`;
      const [own, bare] = (['watchfloor', 'ws'] as const).map((kind) =>
        partsOf({ single: single[kind], frame: many[kind], walls: 500 }),
      ) as [Parts, Parts];
      return [
        atMost({ id, promise: '2,000 units to 100 walls / bare ws' }, few.watchfloor / few.ws, 1.3, times),
        toKnow({ id, promise: 'a client-frame: own / bare ws' }, told(few)),
        atMost({ id, promise: '2,000 units to 500 walls / bare ws' }, many.watchfloor / many.ws, 1.5, times),
        toKnow({ id, promise: 'a client-frame: own / bare ws' }, told(many)),
        toKnow({ id, promise: 'a tick, a wall more: own' }, `${microseconds(own.tick)}, ${microseconds(own.wall)}`),
        toKnow(
          { id, promise: 'a tick, a wall more: bare ws' },
          `${microseconds(bare.tick)}, ${microseconds(bare.wall)}`,
        ),
        toKnow({ id, promise: 'a wall more / bare ws' }, times(own.wall / bare.wall)),
        atMost({ id, promise: '2,000 units / io.emit(objects)' }, few.watchfloor / few.emit, 1 / 5, share),
        atMost({ id, promise: '10,000 units / io.emit(objects)' }, large.watchfloor / large.emit, 1 / 9, share),
      ];
    },
  },

  wire: {
    about: 'bytes of the positions lane as a peer is written them, 2,000 units',
    async run() {
      const { measureWire } = await import('./lane/wire.ts');
      const { allMove, threeInTenMove, keyframe, json } = measureWire();
      const id = 'G3';
      return [
        atMost({ id, promise: 'a moved position, all move' }, allMove, 2.5, bytes),
        atMost({ id, promise: 'a moved position, 3 in 10 move' }, threeInTenMove, 2.5, bytes),
        atMost({ id, promise: 'a position in a keyframe' }, keyframe, 4.5, bytes),
        toKnow({ id, promise: 'a position as JSON' }, bytes(json)),
      ];
    },
  },
};

async function mqttFindings(id: string): Promise<Finding[]> {
  const { hasMosquitto } = await import('../support/network/mosquitto.ts');
  if (!hasMosquitto) return [toKnow({ id, promise: 'positions over MQTT' }, 'skipped: no mosquitto')];
  const { measureMqtt } = await import('./mqtt-positions.ts');
  const [each, ten] = [await measureMqtt(12_000, 1), await measureMqtt(12_000, 10)];
  return [
    atLeast(
      { id, promise: 'positions over MQTT, one in a message, 12,000/s offered' },
      each.durable,
      10_000,
      perSecond,
    ),
    atMost({ id, promise: `their PUBACK p99 (p50 ${milliseconds(each.p50Ms)})` }, each.p99Ms, 100, milliseconds),
    toKnow(
      { id, promise: 'processor for 10,000 fixes: one, ten in a message' },
      [each.cpuMs, ten.cpuMs].map(milliseconds).join(', '),
    ),
    atLeast({ id, promise: 'the same, ten in a message' }, ten.durable, 10_000, perSecond),
    atMost({ id, promise: `their PUBACK p99 (p50 ${milliseconds(ten.p50Ms)})` }, ten.p99Ms, 100, milliseconds),
  ];
}
