import type { RefusedRow } from './import-report.ts';

/**
 * Refused rows as a table to mend and give again: line, reason, and the columns as they were. What a
 * spreadsheet would take for a formula begins with an apostrophe, as OWASP asks of exports.
 */
export function refusedCsv(rows: readonly RefusedRow[]): string {
  const names = [...new Set(rows.flatMap(({ fields }) => fields.map(([name]) => name)))];
  const lines = rows.map(({ line, reason, fields }) => {
    const own = new Map(fields);
    return [String(line), reason, ...names.map((name) => own.get(name) ?? '')];
  });
  return [['line', 'reason', ...names], ...lines].map((texts) => `${texts.map(cell).join(',')}\r\n`).join('');
}

/** https://owasp.org/www-community/attacks/CSV_Injection; a number with its sign is none. */
const formula = /^[\s\p{Cf}\p{Cc}]*[=+\-@\t\r]/u;
const number = /^[+-]?[\d.,]+$/;

function cell(text: string): string {
  const whole = text.toWellFormed().replaceAll('\0', '\uFFFD');
  const harmless = formula.test(whole) && !number.test(whole) ? `'${whole}` : whole;
  return /["\r\n,;\t]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
