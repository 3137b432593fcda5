/** What a file writes between a number and its fraction. */
export type Decimal = '.' | ',';

const written: Record<Decimal, RegExp> = {
  '.': /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i,
  ',': /^[+-]?(?:\d+,?\d*|,\d+)(?:e[+-]?\d{1,3})?$/i,
};

/** A number as people and programs write it in tens; NaN for anything else, hexadecimal ones too. */
export function readNumber(text: string, decimal: Decimal = '.'): number {
  const digits = text.trim();
  const value = written[decimal].test(digits) ? Number(digits.replace(',', '.')) : NaN;
  return Number.isFinite(value) ? value : NaN;
}
