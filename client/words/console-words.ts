import { consoleChinese } from './console-chinese.ts';
import { workChinese } from './console-chinese-work.ts';
import { consoleEnglish } from './console-english.ts';
import { workEnglish } from './console-english-work.ts';
import { refusalWords, type RefusalWords } from './refusal-words.ts';
import type { Dictionary } from './speech.ts';

export type ConsoleWords = typeof consoleEnglish & { work: typeof workEnglish; whys: RefusalWords };

export const consoleWords: Dictionary<ConsoleWords> = {
  en: { ...consoleEnglish, work: workEnglish, whys: refusalWords.en },
  'zh-CN': { ...consoleChinese, work: workChinese, whys: refusalWords['zh-CN'] },
};
