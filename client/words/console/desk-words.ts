import { deskChinese } from './zh/desk.ts';
import { deskEnglish } from './en/desk.ts';
import { refusalWords, type RefusalWords } from '../shared/refusal-words.ts';
import type { Dictionary } from '../shared/speech.ts';

export type DeskWords = typeof deskEnglish & { whys: RefusalWords };

/** What the desk's views say beside what every screen says. */
export const deskWords: Dictionary<DeskWords> = {
  en: { ...deskEnglish, whys: refusalWords.en },
  'zh-CN': { ...deskChinese, whys: refusalWords['zh-CN'] },
};
