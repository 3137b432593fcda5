import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '#data/kit/random.ts';
import type { Bounds } from '#data/contract/place.ts';
import { locate } from '#data/contract/positions-frame.ts';

/** That the server takes at once. */
const MOST_FIXES = 5000;
/** Quantised steps that the first unit moves in a round: its place tells which round it was. */
const STRIDE = 3;

/** Units that all move and report in every round. */
export type Patrol = {
  /** One round, on its way without waiting. */
  post(): Promise<void>;
  /** Rounds by the clock, however long the answers take; resolves when all are answered. */
  run(ms: number): Promise<void>;
  /** Positions sent so far. */
  readonly sent: number;
  /** The round in which the first unit was at this x, of the steps across the reach. */
  roundAt(x: number): number;
  /** When the posting of the rounds after `from` up to `to` began. */
  begunBetween(from: number, to: number): number[];
};

type Parts = {
  units: number;
  /** Between two rounds. */
  roundMs: number;
  reach: Bounds;
  bounds: Bounds;
  post: (body: string) => Promise<void>;
};

export function createPatrol({ units, roundMs, reach, bounds: [west, south, east, north], post }: Parts): Patrol {
  const random = seededRandom('patrol');
  const begun: number[] = [];
  const lons = Float64Array.from({ length: units }, () => west + random() * (east - west));
  const lats = Float64Array.from({ length: units }, () => south + random() * (north - south));

  /** Some ten metres in any direction. */
  function move(): void {
    for (let i = 0; i < units; i++) {
      lons[i]! += (random() - 0.5) * 2e-4;
      lats[i]! += (random() - 0.5) * 2e-4;
    }
    [lons[0], lats[0]] = locate(reach, begun.length * STRIDE, 1000);
  }

  function bodies(at: number): string[] {
    const fixes = Array.from(lons, (lon, i) => `{"unit":"unit-${i}","at":${at},"lon":${lon},"lat":${lats[i]!}}`);
    const count = Math.ceil(units / MOST_FIXES);
    return Array.from({ length: count }, (_, i) => `[${fixes.slice(i * MOST_FIXES, (i + 1) * MOST_FIXES).join()}]`);
  }

  async function round(): Promise<void> {
    move();
    const texts = bodies(Date.now());
    begun.push(performance.now());
    await Promise.all(texts.map(post));
  }

  return {
    post: round,
    async run(ms) {
      const answers: Promise<void>[] = [];
      const start = performance.now();
      for (let next = 0; next < ms; next += roundMs) {
        await sleep(Math.max(0, start + next - performance.now()));
        answers.push(round());
      }
      await Promise.all(answers);
    },
    get sent() {
      return begun.length * units;
    },
    roundAt: (x) => Math.round(x / STRIDE),
    begunBetween: (from, to) => begun.slice(from + 1, to + 1),
  };
}
