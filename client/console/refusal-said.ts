import { refusalSaid as said, type Sayings } from '#client/page/refusal-said.ts';
import type { Refusal } from '#client/call/refusal.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';

const sayingsOf = ({ refusals, whys }: ConsoleWords): Sayings => ({
  whys,
  statuses: {
    0: refusals.noAnswer,
    401: refusals.signedOut,
    403: refusals.forbidden,
    404: refusals.gone,
    503: refusals.busy,
  },
});

/** Why a command was refused, for the one who gave it; what they wrote is still there. */
export function refusalSaid(refusal: Refusal, words: ConsoleWords): string {
  // 404 says the same of what was never there and of what is hidden: here it was on the screen.
  if (refusal.status === 404 && refusal.why === 'unknown') return words.refusals.gone;
  // What exactly is wrong with a body is more than that something is.
  if (refusal.why === 'invalid' && refusal.errors?.length)
    return `${words.refusals.invalid} ${refusal.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ')}`;
  return said(refusal, sayingsOf(words));
}

/** What is wrong with one field. A rule is said in the reader's language; what a form could not know, as the server says it. */
export function faultSaid({ why }: Refusal, detail: string, { common, whys }: ConsoleWords): string {
  if (why === 'invalid') return common.notValid(detail);
  return said({ status: 422, detail, why }, { whys, statuses: {} });
}
