import fc from 'fast-check';
import { carryOut, commands } from './commands.ts';
import { createWorld } from './world.ts';

export type Counters = Map<string, number>;

/** Tries `runs` random lives of a server and its screens. @throws with the shortest one that goes wrong. */
export async function runModel({
  runs,
  seed,
  shrink = true,
}: {
  runs: number;
  seed: number;
  shrink?: boolean;
}): Promise<Counters> {
  const counters: Counters = new Map();
  const count = (what: string) => void counters.set(what, (counters.get(what) ?? 0) + 1);
  const life = fc.asyncProperty(fc.integer(), commands, async (chance, script) => {
    const world = await createWorld(chance, count);
    try {
      await world.advance(2000);
      for (const command of script) await carryOut(world, command, count);
      await world.settle();
    } finally {
      world.stop();
    }
  });
  await fc.assert(life, { numRuns: runs, seed, endOnFailure: !shrink });
  return counters;
}
