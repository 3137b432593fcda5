import { phoneChinese } from './zh/phone.ts';
import { phoneEnglish, type PhoneWords } from './en/phone.ts';
import type { Dictionary } from '../shared/speech.ts';

export type { PhoneWords };

/** What only the phone says. */
export const phoneWords: Dictionary<PhoneWords> = { en: phoneEnglish, 'zh-CN': phoneChinese };
