export { realClock } from '#server/real-clock.ts';

export const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Resolves when `holds`, looked at every 20 ms. @throws after `ms`, with `what`. */
export async function until(what: string | (() => string), holds: () => boolean, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${typeof what === 'string' ? what : what()}`);
    await sleep(20);
  }
}
