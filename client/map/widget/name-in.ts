import type { Names } from '#data/contract/city-pack.ts';
import type { Lang } from '#client/words/shared/speech.ts';

/** The name in that language, in English where the pack has none. */
export const nameIn = (names: Names, lang: Lang): string => (lang === 'zh-CN' && names.zh) || names.en;
