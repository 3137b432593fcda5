/** Fewer digits are no telephone number that anybody is called back at. */
const LEAST_PHONE = 7;

/**
 * What somebody looks for: a case by its number, or a caller. Numbers of cases have letters, or few digits; a long run of
 * digits, however it is grouped, is dialled.
 */
export function askedFor(text: string): { number: string } | { phone: string } | null {
  const said = text.normalize('NFKC').trim();
  if (said === '') return null;
  const isDialled = /^\+?[\d\s()./-]+$/.test(said) && said.replace(/\D/g, '').length >= LEAST_PHONE;
  return isDialled ? { phone: said } : { number: said };
}
