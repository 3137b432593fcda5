import { civilDate, dayNumber } from '#data/rules/civil-day.ts';

/** Five years and the one that they are compared with. */
const MOST_YEARS = 6;

/** Twelve months each of local days [from, to), oldest first, the last of them up to `to`. */
export function yearsUpTo(to: number): { from: number; to: number }[] {
  const { year, month, day } = civilDate(to);
  const at = (back: number) => dayNumber(year - back, month, month === 2 && day === 29 ? 28 : day);
  return Array.from({ length: MOST_YEARS }, (_, i) => {
    const back = MOST_YEARS - 1 - i;
    return { from: at(back + 1), to: back === 0 ? to : at(back) };
  });
}
