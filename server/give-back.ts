import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from '#data/kit/clock.ts';

/** When the rush of a start is over, ms. */
const CALM_MS = 5000;

/**
 * Gives back the memory that only a start needed: V8 keeps what it once had for as long as nobody asks for
 * it, half of what a resting server would hold. It stops the process once, for some 100 ms.
 */
export function giveBackSoon(clock: Clock): void {
  clock.after(CALM_MS, () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as (how: { type: 'major'; flavor: 'last-resort' }) => void;
    collect({ type: 'major', flavor: 'last-resort' });
  });
}
