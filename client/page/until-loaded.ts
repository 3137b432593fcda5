import type { Clock } from '#data/kit/clock.ts';

const AGAIN_MS = 3000;

/** Loads a part of the page's script, again and again until it is there: most screens have nobody who would press "again". */
export async function untilLoaded<T>(load: () => Promise<T>, clock: Clock): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise<void>((done) => clock.after(AGAIN_MS, done));
    }
  }
}
