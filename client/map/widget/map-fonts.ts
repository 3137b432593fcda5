import type { Stop, Clock } from '#data/kit/clock.ts';
import { font } from './draught.ts';

/** A map with the machine's own letters now is better than one with ours too late, ms. */
const PATIENCE = 1500;

/**
 * Calls `then` once when the page's fonts can draw `text`, or when they are too slow. Chinese comes
 * in many small files; only those that hold a letter of `text` are asked for.
 */
export function whenFontsAreThere(text: string, clock: Clock, then: () => void): Stop {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    stop();
    then();
  };
  const stop = clock.after(PATIENCE, once);
  const families = font('medium')
    .slice(1)
    .map((family) => `"${family}"`)
    .join(', ');
  const wanted = [400, 500, 600].map((weight) => document.fonts.load(`${weight} 48px ${families}`, text));
  Promise.allSettled(wanted).then(once, once);
  return () => {
    done = true;
    stop();
  };
}
