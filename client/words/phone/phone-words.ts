import { phone as chinese } from './zh/phone.ts';
import { phone as english, type PhoneWords } from './en/phone.ts';
import type { Dictionary } from '../shared/speech.ts';

export type { PhoneWords };

/** What only the phone says. */
export const phoneWords: Dictionary<PhoneWords> = { en: english, 'zh-CN': chinese };
