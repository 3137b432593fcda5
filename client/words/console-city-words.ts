import { cityChinese } from './console-chinese-city.ts';
import { cityEnglish, type CityWords } from './console-english-city.ts';
import type { Dictionary } from './speech.ts';

export const cityWords: Dictionary<CityWords> = { en: cityEnglish, 'zh-CN': cityChinese };
