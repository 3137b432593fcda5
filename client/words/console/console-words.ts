import type { Dictionary } from '../shared/speech.ts';
import { english, type ConsoleWords } from './en/console.ts';
import { chinese } from './zh/console.ts';

export type { ConsoleWords };

export const consoleWords: Dictionary<ConsoleWords> = { en: english, 'zh-CN': chinese };
