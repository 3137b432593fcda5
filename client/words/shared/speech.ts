import type { Names } from '#data/contract/city-pack.ts';
import { screen as chinese } from './zh/screen.ts';
import { screen as english, type Words } from './en/screen.ts';

export type Lang = 'en' | 'zh-CN';

/** The same words in each language; English gives the shape. */
export type Dictionary<W> = Readonly<Record<Lang, W>>;

export const dictionaries: Dictionary<Words> = { en: english, 'zh-CN': chinese };

/** How a screen speaks: its dictionary, and times and numbers in the city's zone and the viewer's language. */
export type Speech = {
  readonly lang: Lang;
  readonly words: Words;
  /** The viewer's language of a further dictionary: what only some pages say, and only they load. */
  of<W>(dictionary: Dictionary<W>): W;
  /** A name of the city pack; English where the pack has no other. */
  name(names: Names): string;
  number(n: number): string;
  /** `1.5`, for means and ratios. */
  decimal(n: number): string;
  /** `+12 %`, from a ratio of 1.12. */
  change(ratio: number): string;
  /** `−3 to +12 %`, from two ratios. */
  changes(low: number, high: number): string;
  /** `14:02:10`, and the date before it when it is not the day of `now`. */
  clock(at: number, now?: number): string;
  /** As `clock`, without its seconds. */
  minute(at: number, now?: number): string;
  /** `Mon 23 Nov 2026`. */
  date(at: number): string;
  /** `Mon`, for the day of `at`. */
  weekday(at: number): string;
  /** A length of time in at most two parts: `3 min`, `2 h 15`. */
  span(ms: number): string;
  /** `Nov` of `2026-11`. */
  month(yearMonth: string): string;
};

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

function spanOf(words: Words, ms: number): string {
  const span = Math.max(0, ms);
  if (span < minute) return words.age.seconds(Math.floor(span / second));
  if (span < hour) return words.age.minutes(Math.floor(span / minute));
  if (span < day) return words.age.hours(Math.floor(span / hour), Math.floor((span % hour) / minute));
  return words.age.days(Math.floor(span / day), Math.floor((span % day) / hour));
}

/** @param timeZone IANA name; every viewer sees the city's time. */
export function createSpeech(lang: Lang, timeZone: string): Speech {
  const words = dictionaries[lang];
  const locale = lang === 'zh-CN' ? 'zh-CN' : 'en-GB';
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const clock = format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const dayAndMonth = format({ day: 'numeric', month: 'short' });
  const wholeDate = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const weekday = format({ weekday: 'short' });
  const month = new Intl.DateTimeFormat(lang === 'en' ? 'en-US' : locale, { timeZone: 'UTC', month: 'short' });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const points = (ratio: number) => percent.format((ratio - 1) * 100).replace('-', '−');
  const onItsDay = (time: string, at: number, now = at) =>
    dayAndMonth.format(at) === dayAndMonth.format(now) ? time : `${dayAndMonth.format(at)} ${time}`;
  return {
    lang,
    words,
    of: (dictionary) => dictionary[lang],
    name: (names) => (lang === 'zh-CN' ? (names.zh ?? names.en) : names.en),
    number: (n) => whole.format(n),
    decimal: (n) => tenths.format(n),
    change: (ratio) => words.percent(points(ratio)),
    changes: (low, high) => words.percent(words.span(points(low), points(high))),
    clock: (at, now) => onItsDay(clock.format(at), at, now),
    minute: (at, now) => onItsDay(clock.format(at).slice(0, 5), at, now),
    date: (at) => wholeDate.format(at).replace(',', ''),
    weekday: (at) => weekday.format(at),
    span: (ms) => spanOf(words, ms),
    month: (yearMonth) => month.format(Date.parse(`${yearMonth}-15`)),
  };
}
