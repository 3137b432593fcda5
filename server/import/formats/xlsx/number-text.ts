import type { Shows } from './styles.ts';

const DAY_S = 86_400;
/** 1970-01-01 in days of either system (ECMA-376 part 1, 18.17.4.1). That 1900 is no leap year is before our time. */
const epochs = { 1900: 25_569, 1904: 24_107 };
/** Beyond the year 9999 no spreadsheet shows a day. */
const LAST_DAY = 2_958_466;

/**
 * A number as its cell shows it where that is a time: `2026-11-02`, `08:15:00`, or both with a blank
 * between them, on the local clock, to the second. Any other number as it was kept.
 */
export function numberText(value: string, shows: Shows, from1904: boolean): string {
  const days = Number(value);
  if (shows === null || !(days >= 0 && days < LAST_DAY)) return value;
  if (shows === 'clock' && days < 1) return clock(days);
  const at = new Date(Math.round((days - epochs[from1904 ? 1904 : 1900]) * DAY_S) * 1000).toISOString();
  // A cell that shows days may hold an hour all the same.
  return shows === 'day' && Number.isInteger(days) ? at.slice(0, 10) : at.slice(0, 19).replace('T', ' ');
}

function clock(days: number): string {
  // Half a second before midnight is not the next day.
  const seconds = Math.min(Math.round(days * DAY_S), DAY_S - 1);
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}
