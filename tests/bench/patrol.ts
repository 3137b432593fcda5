import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '#data/kit/random.ts';
import type { Bounds } from '#data/contract/place.ts';
import { locate } from '#data/contract/positions-frame.ts';

/** Milliseconds between two rounds. */
const ROUND_MS = 100;
/** Quantised steps that the first unit moves in a round: its place tells which round it was. */
const STRIDE = 3;

/** Units that all move and report ten times a second. */
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

type Parts = { positionsPerSecond: number; reach: Bounds; bounds: Bounds; post: (body: string) => Promise<void> };

export function createPatrol({ positionsPerSecond, reach, bounds: [west, south, east, north], post }: Parts): Patrol {
  const random = seededRandom('patrol');
  const units = Math.round((positionsPerSecond * ROUND_MS) / 1000);
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

  function body(at: number): string {
    const fixes = Array.from(lons, (lon, i) => `{"unit":"unit-${i}","at":${at},"lon":${lon},"lat":${lats[i]!}}`);
    return `[${fixes.join()}]`;
  }

  function round(): Promise<void> {
    move();
    const text = body(Date.now());
    begun.push(performance.now());
    return post(text);
  }

  return {
    post: round,
    async run(ms) {
      const answers: Promise<void>[] = [];
      const start = performance.now();
      for (let next = 0; next < ms; next += ROUND_MS) {
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
