import type { Dictionary } from '../shared/speech.ts';
import { wall as english } from './en/wall.ts';
import { wall as chinese } from './zh/wall.ts';

export const wallWords: Dictionary<typeof english> = { en: english, 'zh-CN': chinese };
