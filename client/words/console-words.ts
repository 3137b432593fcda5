import { consoleChinese } from './console-chinese.ts';
import { workChinese } from './console-chinese-work.ts';
import { consoleEnglish } from './console-english.ts';
import { workEnglish } from './console-english-work.ts';
import type { Dictionary } from './speech.ts';

export type ConsoleWords = typeof consoleEnglish & { work: typeof workEnglish };

export const consoleWords: Dictionary<ConsoleWords> = {
  en: { ...consoleEnglish, work: workEnglish },
  'zh-CN': { ...consoleChinese, work: workChinese },
};
