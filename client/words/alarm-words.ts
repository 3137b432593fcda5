import { alarmChinese } from './alarm-chinese.ts';
import { alarmEnglish, type AlarmWords } from './alarm-english.ts';
import type { Dictionary } from './speech.ts';

/** Why alarms stand and what to do: pages that explain alarms load it, the wall does not. */
export const alarmWords: Dictionary<AlarmWords> = { en: alarmEnglish, 'zh-CN': alarmChinese };
