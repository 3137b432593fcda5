import type { PhoneWords } from '#client/words/phone/phone-words.ts';
import type { Refusal } from './queue/action.ts';

/** Why the server refused a tap, in the person's words. What the server said itself is for who looks closer. */
export function refusalSaid({ status, why }: Refusal, { queue }: PhoneWords): string {
  const known = queue.why as Record<string, string>;
  const said = why === undefined ? undefined : known[why];
  if (said !== undefined) return said;
  if (status === 404) return queue.why.gone;
  if (status === 400 || status === 413 || status === 415 || status === 422) return queue.why.invalid;
  if (status === 403) return queue.why['no-right'];
  return status === 409 ? queue.why.state : queue.why.other;
}
