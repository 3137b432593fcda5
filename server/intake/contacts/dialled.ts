/** Fewer digits are nobody's number. */
const LEAST = 5;
/** What goes before them, a country or a trunk, is dialled by some and not by others. */
const MOST = 10;

/** The digits by which a number is known, however it is written; null: it holds too few. */
export function dialledDigits(phone: string): string | null {
  const digits = phone.normalize('NFKC').replace(/\D/g, '');
  return digits.length < LEAST ? null : digits.slice(-MOST);
}
