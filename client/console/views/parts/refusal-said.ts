import type { DeskWords } from '#client/words/desk-words.ts';
import type { Refusal } from './view-props.ts';

/** Why a command was refused, for the one who gave it; what they typed is still there. */
export function refusalSaid({ status, title, detail }: Refusal, words: DeskWords['common']): string {
  if (status === 0) return words.noAnswer;
  if (status === 401) return words.signedOut;
  if (status === 403) return words.forbidden;
  if (status === 404) return words.notFound;
  const said = detail ?? title;
  return status === 409 ? `${words.movedOn} ${said}` : said;
}
