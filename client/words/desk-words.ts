import { deskChinese } from './desk-chinese.ts';
import { deskEnglish } from './desk-english.ts';
import { refusalWords, type RefusalWords } from './refusal-words.ts';
import type { Dictionary } from './speech.ts';

export type DeskWords = typeof deskEnglish & { whys: RefusalWords };

/** What the desk's views say beside what every screen says. */
export const deskWords: Dictionary<DeskWords> = {
  en: { ...deskEnglish, whys: refusalWords.en },
  'zh-CN': { ...deskChinese, whys: refusalWords['zh-CN'] },
};
