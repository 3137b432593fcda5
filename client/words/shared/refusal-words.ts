import { refusals as chinese } from './zh/refusals.ts';
import { refusals as english, type RefusalWords } from './en/refusals.ts';
import type { Dictionary } from './speech.ts';

export type { RefusalWords } from './en/refusals.ts';

/** Why the server refused, by its code: what every page of those who work here says. */
export const refusalWords: Dictionary<RefusalWords> = { en: english, 'zh-CN': chinese };
