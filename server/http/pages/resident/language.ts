import type { Request } from 'express';
import type { Names } from '#data/contract/city-pack.ts';

export type Language = 'en' | 'zh';

/** `?lang=` as on every page goes before what the browser asks for. */
export function languageOf(request: Pick<Request, 'query' | 'acceptsLanguages'>): Language {
  const { lang } = request.query;
  const asked = typeof lang === 'string' ? lang.toLowerCase() : request.acceptsLanguages(['en', 'zh']);
  return asked && asked.startsWith('zh') ? 'zh' : 'en';
}

export const inLanguage = (names: Names, language: Language): string =>
  language === 'zh' ? (names.zh ?? names.en) : names.en;

/** A moment in the city's time, as a resident says it. */
export function momentIn(language: Language, timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone,
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => format.format(at);
}
