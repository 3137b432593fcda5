import type { Refusal } from '#client/session/api.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import { whySaid } from '#client/words/shared/refusal-words.ts';

/** Why a command was refused, in one line for the person who gave it. */
export function refusalText({ status, title, detail, why, errors }: Refusal, { refusals, whys }: ConsoleWords): string {
  if (status === 0) return refusals.noAnswer;
  // 404 says the same of what was never there and of what is hidden: here it was on the screen.
  if (status === 404 && why === 'unknown') return refusals.gone;
  // What exactly is wrong with a body is more than that something is.
  if (why === 'invalid' && errors?.length) return `${refusals.invalid} ${errors.map(faultSaid).join('; ')}`;
  const said = whySaid(why, whys);
  if (said !== undefined) return said;
  if (status === 401) return refusals.signedOut;
  if (status === 403) return refusals.forbidden;
  if (status === 404) return refusals.gone;
  if (status === 503) return refusals.busy;
  return detail ?? title;
}

const faultSaid = ({ pointer, detail }: { pointer: string; detail: string }) => `${pointer}: ${detail}`;
