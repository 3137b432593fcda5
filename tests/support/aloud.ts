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
