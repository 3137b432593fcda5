import { test } from 'vitest';

/** What a run covered, for who reads its output. */
export function sayAloud(what: string): void {
  console.info(what);
}

/** Skips the running test and says what could not be shown, and why; where nothing may be skipped, it fails. */
export function skipAloud(skip: (note?: string) => void, why: string): void {
  if (process.env['WATCHFLOOR_TEST_ALL'] === '1') throw new Error(`not to be skipped here: ${why}`);
  console.warn(`SKIPPED ${why}`);
  skip(why);
}

/** Stands for tests that need what is not there: skipped aloud, or failing where nothing may be. Where it is there, for nothing. */
export function skippedUnless(isThere: boolean, what: string, why: string): void {
  if (!isThere) test(what, ({ skip }) => skipAloud(skip, why));
}
