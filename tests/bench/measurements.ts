import {
  atLeast,
  atMost,
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

type Options = { full: boolean };
/** Loads what it measures only when it runs: another's imports are not its business. */
export type Measurement = { about: string; run(options: Options): Promise<Finding[]> };

export const measurements: Record<string, Measurement> = {
  intake: {
    about: 'batches of 100 reports into the store, 4 on their way at once; bare better-sqlite3 FULL; write + fdatasync',
    async run() {
      const { measureIntake } = await import('./store.ts');
      const { store, bare, syncedAppend, ratio, p99Ratio } = await measureIntake();
      const id = 'G8';
      return [
        atLeast({ id, promise: 'durable intake / bare better-sqlite3 FULL' }, ratio, 0.7, times),
        atLeast({ id, promise: 'durable facts' }, store.perSecond, 20_000, perSecond),
        atMost({ id, promise: 'ack p99 / bare transaction p99' }, p99Ratio, 3, times),
        toKnow({ id, promise: 'bare better-sqlite3 FULL' }, perSecond(bare.perSecond)),
        toKnow({ id, promise: 'plain synced append' }, perSecond(syncedAppend.perSecond)),
        toKnow({ id, promise: 'ack p99, bare p99' }, `${milliseconds(store.p99Ms)}, ${milliseconds(bare.p99Ms)}`),
      ];
    },
  },

  singles: {
    about: 'one report at a time, each acknowledged before the next; 200,000 past cases by import',
    async run() {
      const { measureImport, measureSingles } = await import('./store.ts');
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

  rollups: {
    about: 'questions of the trend panels to the roll-ups and to a scan of the incidents, by number of incidents',
    async run({ full }) {
      const { measureRollups } = await import('./store.ts');
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
      const { measureRollupUpkeep } = await import('./store.ts');
      const { ratio } = await measureRollupUpkeep();
      return [atMost({ id: 'G11', promise: 'roll-up upkeep / bare indexed insert' }, ratio, 2, times)];
    },
  },

  start: {
    about: 'opening the store and reading its newest snapshot, by facts in the log',
    async run() {
      const { measureStart } = await import('./store.ts');
      return (await measureStart()).map(({ facts, megabytes, openMs, snapshotMs }) => {
        const what = { id: 'start', promise: `store open, ${count(facts)} facts (${Math.round(megabytes)} MB)` };
        return atMost(what, (openMs + snapshotMs) / 1000, 3, seconds);
      });
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
};
