import type { Speech } from '#client/words/shared/speech.ts';

const MINUTE = 60_000;

/**
 * Time left as the wall says it: whole minutes, and minutes and seconds only for the last ten, so
 * that what ticks is what presses. Past the limit, how long ago it passed.
 * @param left ms to the limit, negative when it has passed.
 */
export function countdown(left: number, say: Speech): string {
  if (left <= 0) return say.span(-left);
  if (left >= 10 * MINUTE) return say.span(left);
  // Rounded up: "0:00" is said only of a limit that has passed.
  const seconds = Math.ceil(left / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
