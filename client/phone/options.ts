import type { Lang } from '#client/words/shared/speech.ts';

export type Theme = 'light' | 'dark';
/** `auto`: light by day, dark at night. */
export type ThemeChoice = Theme | 'auto';
export type Options = { lang: Lang; theme: ThemeChoice };

/** The address says, else what was chosen on this device, else the phone's own language and the time of day. */
export function phoneOptions(
  query: URLSearchParams,
  kept: Partial<Record<keyof Options, string>>,
  phone: string,
): Options {
  const lang = query.get('lang') ?? kept.lang ?? (phone.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
  const theme = query.get('theme') ?? kept.theme;
  return {
    lang: lang === 'zh-CN' ? 'zh-CN' : 'en',
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
  };
}

/** Light unless it is night outside. @param hour of the day in the city, 0 to 23. */
export function themeAt(choice: ThemeChoice, hour: number): Theme {
  if (choice !== 'auto') return choice;
  return hour < 6 || hour >= 20 ? 'dark' : 'light';
}
