import { phoneChinese } from './phone-chinese.ts';
import { phoneEnglish, type PhoneWords } from './phone-english.ts';
import type { Dictionary } from './speech.ts';

export type { PhoneWords };

/** What only the phone says. */
export const phoneWords: Dictionary<PhoneWords> = { en: phoneEnglish, 'zh-CN': phoneChinese };
