import type { Refusal } from '#client/session/api.ts';
import type { ConsoleWords } from '#client/words/console-words.ts';

/** Why a command was refused, in one line for the person who gave it. */
export function refusalText({ status, title, detail, why, errors }: Refusal, { refusals }: ConsoleWords): string {
  if (status === 0) return refusals.noAnswer;
  if (status === 401) return refusals.signedOut;
  if (why === 'locked') return refusals.locked;
  if (status === 403) return refusals.forbidden;
  if (status === 404) return refusals.gone;
  if (status === 503) return refusals.busy;
  if (status === 422 && errors?.length)
    return `${refusals.invalid} ${errors.map((error) => `${error.pointer}: ${error.detail}`).join('; ')}`;
  return detail ?? title;
}
