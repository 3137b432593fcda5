import { fieldsOf, timeFormat, type Reading } from '../time/format.ts';
import { columnsFor } from './usual-names.ts';
import { share, type SampledColumn } from './sample.ts';

type Part = { columns: string; format: string };
export type GuessedTime = { parts: Part[]; dayOrMonth: boolean };

const dates = ['yyyy-MM-dd', 'yyyy/M/d', 'yyyy.M.d', 'yyyy年M月d日', 'yyyyMMdd', 'd.M.yyyy', 'M/d/yyyy', 'd/M/yyyy', 'M-d-yyyy', 'd-M-yyyy', 'M/d/yy', 'd/M/yy', 'd-MMM-yyyy', 'd MMM yyyy', 'MMMM d, yyyy']; // prettier-ignore
const clocks = ['HH:mm:ss', 'H:mm', 'h:mm a', 'hh:mm:ss a', 'HHmm', "H'时'mm'分'"];
const moments = [
  'iso',
  ...dates.flatMap((date) => clocks.map((clock) => `${date} ${clock}`)),
  "yyyy-MM-dd'T'HH:mm",
  ...dates,
  'yyyy-MM',
  'yyyy年M月',
  'epoch-ms',
  'epoch-s',
  'excel-serial',
];

/** So much of a column has to be in a format. */
const MOST = 0.9;
const YEARS = [1970, 2100] as const;

/** The columns that a time is in, and how they are written; null where there is none. */
export function guessTime(columns: readonly SampledColumn[]): GuessedTime | null {
  const likely = [...columnsFor(columns, 'moment'), ...columnsFor(columns, 'day'), ...columnsFor(columns, 'clock')];
  const read = [...new Set([...likely, ...columns])].flatMap((column) => {
    const format = formatOf(column, moments);
    if (format === null || (isNumber(format) && !likely.includes(column))) return [];
    return [{ column, format, whole: hasClock(column, format), likely: likely.includes(column) }];
  });
  // What is called as a time is, and tells its hour as well, before what only tells a day.
  const [best] = read.toSorted((a, b) => Number(b.likely) - Number(a.likely) || Number(b.whole) - Number(a.whole));
  if (!best) return null;
  const clock = best.whole ? null : clockBeside(columns, best.column);
  const parts = [part(best.column, best.format), ...(clock ? [clock] : [])];
  return { parts, dayOrMonth: isEither(best.column, best.format) };
}

const part = ({ name }: SampledColumn, format: string): Part => ({ columns: name, format });
const isNumber = (format: string) => /^(epoch|excel)|^yyyyMMdd$/.test(format);

/** A day in one column has its hour in another. */
function clockBeside(columns: readonly SampledColumn[], day: SampledColumn): Part | null {
  for (const column of columnsFor(columns, 'clock')) {
    if (column === day) continue;
    const format = formatOf(column, [...clocks, 'H']);
    if (format !== null) return part(column, format);
  }
  return null;
}

function formatOf({ samples }: SampledColumn, formats: readonly string[]): string | null {
  for (const format of formats) {
    const read = timeFormat(format);
    if (share(samples, (text) => isLikely(read(text), format)) >= MOST) return format;
  }
  return null;
}

function isLikely(reading: Reading | null, format: string): boolean {
  if (reading === null) return false;
  const year = 'instant' in reading ? fieldsOf(reading.instant).year : reading.year;
  // A clock has no year; a number that is a year of our time by chance is none of a serial day or an instant.
  if (year === undefined) return !isNumber(format);
  return year > YEARS[0] && year < YEARS[1];
}

/** Whether an hour is told: the same format may have one or not. */
function hasClock({ samples }: SampledColumn, format: string): boolean {
  const read = timeFormat(format);
  return samples.some((text) => {
    const reading = read(text);
    return reading !== null && ('instant' in reading || reading.hour !== undefined);
  });
}

/** Whether the other way round reads it as well: 03/04/2024. */
function isEither({ samples }: SampledColumn, format: string): boolean {
  const other = /^M([/-])d/.test(format) ? format.replace(/^M(.)d/, 'd$1M') : null;
  if (other === null) return false;
  const read = timeFormat(other);
  return share(samples, (text) => read(text) !== null) === 1;
}
