import type { Dictionary } from '../shared/speech.ts';
import { bulletins as english } from './en/bulletins.ts';
import { bulletins as chinese } from './zh/bulletins.ts';

/** What the phone says of bulletins and of nothing else: it comes with them and not with the first paint. */
export const phoneBulletinWords: Dictionary<typeof english> = { en: english, 'zh-CN': chinese };
