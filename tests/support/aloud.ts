/** What a run covered, for who reads its output. */
export function sayAloud(what: string): void {
  console.info(what);
}

/** Skips the running test and says in the output what could not be shown, and why. */
export function skipAloud(skip: (note?: string) => void, why: string): void {
  console.warn(`SKIPPED ${why}`);
  skip(why);
}
