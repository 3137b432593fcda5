import { setTimeout as sleep } from 'node:timers/promises';
import type { Bounds } from '#data/contract/place.ts';
import { seededRandom } from '#data/kit/random.ts';
import { createPositions, TICK_MS } from '#server/feed/positions.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { median } from '../in-turns.ts';
import { createSwarm, tell } from './swarm.ts';

const REACH: Bounds = [101.6, 36.5, 101.95, 36.75];
const STEPS = 50;
const WARM_UP = 600;

/** Processor time of something, median, in microseconds. */
export type WarmAndCold = {
  /** One after the other. */
  warmUs: number;
  /** At the lane's pace, when the processor has done other things in between. */
  coldUs: number;
};
/** `ticks`: for so many units each, all of them moving. `walk`: what a machine makes of memory that was left alone for a tick. */
export type TickFigures = { ticks: WarmAndCold[]; walk: WarmAndCold };

const LINE = 8;
const LINES = 30_000;

/**
 * G18: every unit is put somewhere else and one frame is cut, for a peer that takes everything; for so many units
 * each, lowest first. There is one lane for all, as in a server.
 */
export async function measureTick(sizes: readonly number[], ticks = 150): Promise<TickFigures> {
  const clock = createTestClock();
  const positions = createPositions({ clock, reach: REACH });
  positions.join({ drained: () => true, write: () => {} });
  const figures: WarmAndCold[] = [];
  for (const units of sizes) {
    const swarm = createSwarm(REACH, units);
    const steps = Array.from({ length: STEPS }, () => swarm.step());
    let next = 0;
    const tick = () => {
      tell(steps[next++ % STEPS]!, positions.put);
      clock.advance(TICK_MS);
    };
    figures.push(await warmAndCold(tick, ticks));
  }
  return { ticks: figures, walk: await warmAndCold(createWalk(), ticks) };
}

async function warmAndCold(work: () => void, times: number): Promise<WarmAndCold> {
  const timed = () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  for (let i = 0; i < WARM_UP; i++) work();
  const warm = Array.from({ length: times }, timed);
  const cold: number[] = [];
  for (let i = 0; i < times; i++) {
    await sleep(TICK_MS);
    cold.push(timed());
  }
  return { warmUs: median(warm), coldUs: median(cold) };
}

/** Reads one number out of each 64 bytes of 2 MB, in the order of chance. */
function createWalk(): () => void {
  const random = seededRandom('walk');
  const numbers = new Float64Array(LINES * LINE).fill(1);
  const order = Array.from({ length: LINES }, (_, i) => ({ at: i * LINE, by: random() }))
    .sort((a, b) => a.by - b.by)
    .map(({ at }) => at);
  const path = Uint32Array.from(order);
  return () => {
    let sum = 0;
    for (const at of path) sum += numbers[at]!;
    if (sum !== LINES) throw new Error('the walk lost its way');
  };
}
