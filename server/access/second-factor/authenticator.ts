import { Secret, TOTP } from 'otpauth';

/** Steps of half a minute that a device's clock may be off, either way. */
const WINDOW = 1;

const totpOf = (secret: string, label: string) =>
  new TOTP({ issuer: 'Watchfloor', label, secret: Secret.fromBase32(secret) });

/** 20 random bytes in base32, as RFC 4226 asks. */
export const newTotpSecret = () => new Secret({ size: 20 }).base32;

/** What an authenticator app scans. */
export const totpUri = (secret: string, name: string) => totpOf(secret, name).toString();

/**
 * The time step that `code` belongs to; null when it is wrong or not later than `lastStep`, the step
 * that was used last: a code that somebody has seen over a shoulder is good for nothing.
 */
export function stepOf(code: string, secret: string, lastStep: number, now: number): number | null {
  const totp = totpOf(secret, '');
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  if (delta === null) return null;
  const step = totp.counter({ timestamp: now }) + delta;
  return step > lastStep ? step : null;
}
