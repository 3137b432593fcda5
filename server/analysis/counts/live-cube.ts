import type { Incident } from '#data/contract/incident.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Stop } from '#data/kit/clock.ts';
import type { Rollups } from '../../store/rollups.ts';
import type { ChainedFact, FactLog } from '../../store/store.ts';
import { createCube, type Cube } from './cube.ts';
import { createFactCounts, type FactCounts } from './fact-counts.ts';
import type { Selections } from './selection.ts';

/** All counts in memory, read from the roll-ups once and kept current by the log. */
export type LiveCube = {
  cube(): Cube;
  /** The last fact that is counted. */
  seq(): number;
  /** Reads everything anew; until it resolves, the old counts are shown. */
  load(): Promise<void>;
  stop: Stop;
};

export type LiveCubeParts = {
  rollups: Rollups;
  log: Pick<FactLog, 'place' | 'follow' | 'read'>;
  selections: Selections;
  /** The incidents on the board at present. */
  open: () => Iterable<Incident>;
  hourOf(t: number): number;
  /** The present hour. */
  hour(): number;
};

/** A cube of which the hours before `loaded` are counted. Those from there up to `asked` are being asked for. */
type Loading = { cube: Cube; counts: FactCounts; loaded: number; asked: number; disturbed: boolean };

/** So many hours are asked for at once, so that ten million incidents never stand in memory as rows. */
const SPAN = 13 * 7 * 24;
const SPANS = 48;
const columns = ['hour', 'category', 'cell', 'origin'] as const;
/** More facts than that while one span was read are as good as a disturbance. */
const MOST_FACTS = 1000;

/** Resolves when the cube is loaded. */
export async function createLiveCube({
  rollups,
  log,
  selections,
  open,
  hourOf,
  hour,
}: LiveCubeParts): Promise<LiveCube> {
  let shown: Loading | undefined;
  let next: Loading | undefined;
  let { seq } = log.place();
  const stop = log.follow(count);
  await load();

  return { cube: () => shown!.cube, seq: () => seq, load, stop };

  function count(facts: readonly ChainedFact[]): void {
    for (const { fact } of facts) {
      for (const loading of new Set([shown, next])) if (loading) countIn(loading, fact);
      ({ seq } = fact);
    }
  }

  async function load(): Promise<void> {
    ({ seq } = log.place());
    const loading = {
      cube: createCube(selections),
      counts: createFactCounts(open(), hourOf),
      loaded: 0,
      asked: 0,
      disturbed: false,
    };
    next = loading;
    for (const edge of edges(hour())) await loadUpTo(edge, loading);
    if (next !== loading) return;
    shown = loading;
    next = undefined;
  }

  /**
   * Roll-ups do not say which facts they hold. So what was appended by the time they had answered
   * is read from the log: when none of it lies in these hours, what they gave is exact.
   */
  async function loadUpTo(edge: number, loading: Loading): Promise<void> {
    for (;;) {
      Object.assign(loading, { asked: edge, disturbed: false });
      const told = seq as Seq;
      const rows = await rollups.sum({ fromHour: loading.loaded, toHour: edge, by: columns });
      const since = await log.read(told, MOST_FACTS);
      const inDoubt = since.some(({ fact }) =>
        loading.counts.of(fact).some((increment) => isAsked(increment.hour, loading)),
      );
      if (loading.disturbed || inDoubt || since.length === MOST_FACTS) continue;
      for (const { hour = 0, category = '', cell = '', origin = '', count } of rows)
        loading.cube.add({ hour, category, cell, origin, count });
      loading.loaded = edge;
      return;
    }
  }
}

function countIn(loading: Loading, fact: ChainedFact['fact']): void {
  for (const increment of loading.counts.of(fact)) {
    if (increment.hour < loading.loaded) loading.cube.add(increment);
    else if (isAsked(increment.hour, loading)) loading.disturbed = true;
    // What lies further on comes with its roll-ups.
  }
  loading.counts.remember(fact);
}

const isAsked = (hour: number, { loaded, asked }: Loading) => hour >= loaded && hour < asked;

/** The last span is short, because that is where facts come in while we read. */
function edges(hour: number): number[] {
  const spans = Array.from({ length: SPANS }, (_, i) => hour - (SPANS - 1 - i) * SPAN);
  return [...spans, Number.MAX_SAFE_INTEGER];
}
