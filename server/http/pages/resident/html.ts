/** Written HTML: nothing but `html` makes it, so that what people wrote is never taken for it. */
export type Html = { readonly [written]: string };
const written = Symbol('html');

type Part = Html | string | number | false | null | undefined | readonly Part[];

/** A template whose values are escaped, for text and for attributes in double quotes; nothing else may hold a value. */
export function html(texts: TemplateStringsArray, ...values: Part[]): Html {
  return { [written]: texts.reduce((before, text, i) => before + said(values[i - 1]) + text) };
}

export const htmlText = (page: Html): string => page[written];

function said(value: Part): string {
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  if ('map' in value) return value.map(said).join('');
  return value[written];
}

const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Marks that turn writing around stay within what they were written in: `dir="auto"` stands on it. Half characters and controls are none. */
const escaped = (text: string) =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replace(/[&<>"']/g, (char) => names[char]!);
