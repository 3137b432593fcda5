import { refusals as chinese } from './zh/refusals.ts';
import { refusals as english, type RefusalWords } from './en/refusals.ts';
import type { Dictionary } from './speech.ts';

export type { RefusalWords } from './en/refusals.ts';

/** Why the server refused, by its code: what every page of those who work here says. */
export const refusalWords: Dictionary<RefusalWords> = { en: english, 'zh-CN': chinese };

/** The sentence for a code; undefined for a code that this page does not know yet. */
export function whySaid(why: string | undefined, words: RefusalWords): string | undefined {
  return why !== undefined && Object.hasOwn(words, why) ? words[why as keyof RefusalWords] : undefined;
}
