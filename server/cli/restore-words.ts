import type { AccessAfter } from '../store/sqlite/carry-access.ts';

/** What a restore of so many facts says of the numbers of cases (docs/decisions/003). */
export const numbersGivenAgain = (facts: number): string =>
  `case numbers above ${facts} that were given since this backup was made may be given again, to other cases`;

/** What a restore says of who may come in after it. */
export const accessWords: Readonly<Record<AccessAfter, readonly string[]>> = {
  'as-now': ['people, passwords and tokens are as they were before the restore; every session is ended'],
  ended: [
    'nobody can tell who was sent away since this backup was made: all its tokens are ended and no password is good',
    'give new ones with "user change NAME --password-stdin", make tokens with "token add"; or restore once more with',
    '--keep-access where you know that nobody was sent away. Whoever signs in by OpenID Connect is up to the provider',
  ],
  kept: ['people, passwords and tokens are as the backup has them: who was sent away since can come in again'],
};
