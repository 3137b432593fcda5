import { isWholeTime, lettersOf, type Fields, type Name } from './letters.ts';

const units = ['year', 'month', 'day', 'hour', 'minute', 'second', 'ms'] as const satisfies (keyof Fields)[];
type Unit = (typeof units)[number];
const words: Record<Unit, string> = {
  year: 'year (yyyy)',
  month: 'month (MM)',
  day: 'day (dd)',
  hour: 'hour (HH)',
  minute: 'minute (mm)',
  second: 'second (ss)',
  ms: 'millisecond (SSS)',
};

type Part = { format: string; utc: boolean };

/**
 * What is wrong with the formats of a time, and with which of them; null when nothing is. Together they leave nothing
 * out between the largest and the smallest that they tell: `yyyy-mm-dd` would be a day of January, whatever the month.
 */
export function whyNoTime(parts: readonly Part[]): { part: number; why: string } | null {
  const told: Set<Unit>[] = [];
  let brought = false;
  for (const [part, { format, utc }] of parts.entries()) {
    try {
      const names = isWholeTime(format) ? [] : lettersOf(format).names;
      told.push(unitsOf(names));
      // An instant leaves nothing open for the parts beside it, and takes nothing from them.
      if (!utc && names.length > 0 && !names.includes('offset')) continue;
    } catch (error) {
      return { part, why: (error as RangeError).message };
    }
    brought = true;
    const why = whyGap(format, told[part]!);
    if (why !== null) return { part, why };
  }
  if (brought) return null;
  const all = new Set(told.flatMap((units) => [...units]));
  for (const [part, { format }] of parts.entries()) {
    const why = whyGap(format, told[part]!, all);
    if (why !== null) return { part, why };
  }
  return null;
}

function whyGap(format: string, own: ReadonlySet<Unit>, all: ReadonlySet<Unit> = own): string | null {
  const smallest = units.findLastIndex((unit) => own.has(unit));
  const largest = units.findIndex((unit) => all.has(unit));
  const missing = units.slice(largest, smallest).find((unit) => !all.has(unit));
  if (missing === undefined) return null;
  return `the time format "${format}" has the ${words[units[smallest]!]} but nothing has the ${words[missing]}`;
}

function unitsOf(names: readonly Name[]): Set<Unit> {
  const units = new Set<Unit>();
  for (const name of names)
    if (name === 'shortYear') units.add('year');
    else if (name === 'monthName') units.add('month');
    else if (name !== 'pm' && name !== 'offset') units.add(name);
  return units;
}
