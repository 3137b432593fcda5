import type { ConsoleWords } from '#client/words/console/console-words.ts';
import { whySaid } from '#client/words/shared/refusal-words.ts';
import type { Refusal } from './view-props.ts';

type Words = Pick<ConsoleWords, 'common' | 'whys'>;

/** Why a command was refused, for the one who gave it; what they typed is still there. */
export function refusalSaid({ status, title, detail, why }: Refusal, { common, whys }: Words): string {
  if (status === 0) return common.noAnswer;
  const said = whySaid(why, whys);
  if (said !== undefined) return said;
  if (status === 401) return common.signedOut;
  if (status === 403) return common.forbidden;
  if (status === 404) return common.notFound;
  return status === 409 ? `${common.movedOn} ${detail ?? title}` : (detail ?? title);
}

/** What is wrong with one field. A rule is said in the reader's language; what a form could not know, as the server says it. */
export function faultSaid({ why }: Refusal, detail: string, { common, whys }: Words): string {
  if (why === 'invalid') return common.notValid(detail);
  return whySaid(why, whys) ?? detail;
}
