/** As much of a date and a clock as is told. */
export type Fields = {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  ms?: number;
};

export type Name = keyof Fields | 'shortYear' | 'monthName' | 'pm' | 'offset';
type Token = { pattern: string; name: Name };

const two = '(\\d{2})';
const upToTwo = '(\\d{1,2})';
const tokens: Record<string, Token> = {
  yyyy: { pattern: '(\\d{4})', name: 'year' },
  yy: { pattern: two, name: 'shortYear' },
  MMMM: { pattern: '([A-Za-z]+)', name: 'monthName' },
  MMM: { pattern: '([A-Za-z]{3,4})\\.?', name: 'monthName' },
  MM: { pattern: two, name: 'month' },
  M: { pattern: upToTwo, name: 'month' },
  dd: { pattern: two, name: 'day' },
  d: { pattern: upToTwo, name: 'day' },
  HH: { pattern: two, name: 'hour' },
  H: { pattern: upToTwo, name: 'hour' },
  hh: { pattern: two, name: 'hour' },
  h: { pattern: upToTwo, name: 'hour' },
  mm: { pattern: two, name: 'minute' },
  m: { pattern: upToTwo, name: 'minute' },
  ss: { pattern: two, name: 'second' },
  s: { pattern: upToTwo, name: 'second' },
  SSS: { pattern: '(\\d{3})', name: 'ms' },
  a: { pattern: '([AaPp])\\.?[Mm]\\.?', name: 'pm' },
  X: { pattern: '(Z|[+-]\\d{2}(?::?\\d{2})?)', name: 'offset' },
};
// Longest first, then whatever is quoted, then any single character as itself.
const lexer = /yyyy|yy|MMMM|MMM|MM|dd|HH|hh|mm|ss|SSS|[MdHhmsaX]|'([^']*)'|[^]/g;

const wholeTimes = ['iso', 'epoch-s', 'epoch-ms', 'excel-serial', 'excel-serial-1904'] as const;
/** Formats that have a name instead of letters, and leave nothing out. */
export type WholeTime = (typeof wholeTimes)[number];
export const isWholeTime = (format: string): format is WholeTime => wholeTimes.some((word) => word === format);

/**
 * What a format in letters tells, in its order, and what its text looks like as a regular expression with a group for each.
 * @throws {RangeError} for a letter that stands for nothing, a part told twice, or a format that tells nothing.
 */
export function lettersOf(format: string): { names: Name[]; pattern: string } {
  const names: Name[] = [];
  let pattern = '';
  for (const [text, quoted] of format.matchAll(lexer)) {
    const token = Object.hasOwn(tokens, text) ? tokens[text] : undefined;
    if (token) names.push(token.name);
    else if (/[A-Za-z]/.test(text) && quoted === undefined)
      throw new RangeError(
        `the time format "${format}" has the letter ${text}, which stands for nothing: text goes in quotation marks ('${text}')`,
      );
    pattern += token ? token.pattern : (quoted ?? text).replaceAll(/[^\w\s]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
  }
  if (names.length === 0) throw new RangeError(`"${format}" has no part of a date or time in it`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`the time format "${format}" tells the ${twice} twice`);
  if (names.includes('pm') && !names.includes('hour'))
    throw new RangeError(`the time format "${format}" has an "a" but no hour`);
  return { names, pattern };
}
