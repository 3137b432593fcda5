import { session as english } from './en/session.ts';
import type { Dictionary } from './speech.ts';
import { session as chinese } from './zh/session.ts';

export type SessionWords = typeof english;

export const sessionWords: Dictionary<SessionWords> = { en: english, 'zh-CN': chinese };
