import { consoleChinese } from './console-chinese.ts';
import { consoleEnglish, type ConsoleWords } from './console-english.ts';
import type { Dictionary } from './speech.ts';

export type { ConsoleWords } from './console-english.ts';

export const consoleWords: Dictionary<ConsoleWords> = { en: consoleEnglish, 'zh-CN': consoleChinese };
