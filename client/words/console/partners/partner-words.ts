import type { Dictionary } from '../../shared/speech.ts';
import { partners as english } from './en/partners.ts';
import { partners as chinese } from './zh/partners.ts';

/** What the view of partners alone says. */
export const partnerWords: Dictionary<typeof english> = { en: english, 'zh-CN': chinese };
export type PartnerWords = typeof english;
