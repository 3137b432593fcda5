import { deskChinese } from './desk-chinese.ts';
import { deskEnglish, type DeskWords } from './desk-english.ts';
import type { Dictionary } from './speech.ts';

export type { DeskWords } from './desk-english.ts';

/** What the desk's views say beside what every screen says. */
export const deskWords: Dictionary<DeskWords> = { en: deskEnglish, 'zh-CN': deskChinese };
