import { StoreUnavailable } from './store.ts';

/** A store in which nothing is kept, whoever wants to: reads go on. */
export type HeldStill = {
  /** @throws {StoreUnavailable} where that does not hold any more. */
  check(): Promise<void>;
  release(): Promise<void>;
};

/** Something is done to the whole store for which it must stand still. Nothing of the call was kept. */
export class StandsStill extends StoreUnavailable {
  constructor() {
    super('the store is being copied or restored: it only reads meanwhile');
  }
}

/** Takes one hold after the other, and lets go of both. */
export async function holdBoth(first: () => Promise<HeldStill>, second: () => Promise<HeldStill>): Promise<HeldStill> {
  const one = await first();
  try {
    const other = await second();
    return {
      async check() {
        await one.check();
        await other.check();
      },
      async release() {
        await other.release();
        await one.release();
      },
    };
  } catch (error) {
    await one.release();
    throw error;
  }
}
