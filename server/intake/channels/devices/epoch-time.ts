/** Above it are milliseconds: as seconds they would lie after the year 5138. */
const MILLISECONDS_FROM = 1e11;
/** The last moment that a Date can name, ms. */
const LAST = 8.64e15;

/**
 * A time in seconds since 1970, as a number or in digits, as the door takes it; milliseconds are seen to be such and
 * flagged. Undefined where it is none.
 */
export function fromEpochSeconds(value: unknown): { at: string; corrected?: string } | undefined {
  const told = typeof value === 'string' && /^\d{1,16}(\.\d{1,9})?$/.test(value) ? Number(value) : value;
  if (typeof told !== 'number' || !(told >= 0)) return undefined;
  const inMilliseconds = told >= MILLISECONDS_FROM;
  const ms = inMilliseconds ? told : told * 1000;
  if (ms > LAST) return undefined;
  return {
    at: new Date(ms).toISOString(),
    ...(inMilliseconds && { corrected: 'tst: milliseconds were taken for what they are' }),
  };
}
