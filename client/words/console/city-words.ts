import { cityChinese } from './zh/city.ts';
import { cityEnglish, type CityWords } from './en/city.ts';
import type { Dictionary } from '../shared/speech.ts';

export const cityWords: Dictionary<CityWords> = { en: cityEnglish, 'zh-CN': cityChinese };
