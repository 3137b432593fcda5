import { setTimeout as sleep } from 'node:timers/promises';
import type { Bounds } from '#data/contract/place.ts';
import { createPositions, TICK_MS } from '#server/feed/positions.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { median } from '../in-turns.ts';
import { createSwarm, tell } from './swarm.ts';

const REACH: Bounds = [101.6, 36.5, 101.95, 36.75];
const STEPS = 50;
const WARM_UP = 600;

/** Processor time of one tick in which all units move, median, in microseconds. */
export type TickFigures = {
  /** One after the other. */
  warmUs: number;
  /** At the lane's pace, when the processor has done other things in between. */
  coldUs: number;
};

/**
 * G18: every unit is put somewhere else and one frame is cut, for a peer that takes everything; for so many units
 * each, lowest first. There is one lane for all, as in a server.
 */
export async function measureTick(sizes: readonly number[], ticks = 150): Promise<TickFigures[]> {
  const clock = createTestClock();
  const positions = createPositions({ clock, reach: REACH });
  positions.join({ drained: () => true, write: () => {} });
  const figures: TickFigures[] = [];
  for (const units of sizes) {
    const swarm = createSwarm(REACH, units);
    const steps = Array.from({ length: STEPS }, () => swarm.step());
    let next = 0;
    const tick = () => {
      const before = process.cpuUsage();
      tell(steps[next++ % STEPS]!, positions.put);
      clock.advance(TICK_MS);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    for (let i = 0; i < WARM_UP; i++) tick();
    const warm = Array.from({ length: ticks }, tick);
    const cold: number[] = [];
    for (let i = 0; i < ticks; i++) {
      await sleep(TICK_MS);
      cold.push(tick());
    }
    figures.push({ warmUs: median(warm), coldUs: median(cold) });
  }
  return figures;
}
