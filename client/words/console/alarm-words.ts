import { alarmChinese } from './zh/alarm-why.ts';
import { alarmEnglish, type AlarmWords } from './en/alarm-why.ts';
import type { Dictionary } from '../shared/speech.ts';

/** Why alarms stand and what to do: pages that explain alarms load it, the wall does not. */
export const alarmWords: Dictionary<AlarmWords> = { en: alarmEnglish, 'zh-CN': alarmChinese };
