import { randomInt } from 'node:crypto';

/** Without those that are mistaken for each other. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** A code that is shown once and typed once: `KX7M-2RTQ-…`, 16 letters, 78 bits. */
export function oneTimeCode(): string {
  const picked = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]!);
  return picked.join('').replace(/(.{4})(?=.)/g, '$1-');
}
