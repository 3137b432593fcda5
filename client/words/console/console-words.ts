import { consoleChinese } from './zh/shell.ts';
import { workChinese } from './zh/work.ts';
import { consoleEnglish } from './en/shell.ts';
import { workEnglish } from './en/work.ts';
import { refusalWords, type RefusalWords } from '../shared/refusal-words.ts';
import type { Dictionary } from '../shared/speech.ts';

export type ConsoleWords = typeof consoleEnglish & { work: typeof workEnglish; whys: RefusalWords };

export const consoleWords: Dictionary<ConsoleWords> = {
  en: { ...consoleEnglish, work: workEnglish, whys: refusalWords.en },
  'zh-CN': { ...consoleChinese, work: workChinese, whys: refusalWords['zh-CN'] },
};
