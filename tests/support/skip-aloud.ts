/** Skips the running test and says in the output what could not be shown, and why. */
export function skipAloud(skip: (note?: string) => void, why: string): void {
  console.warn(`SKIPPED ${why}`);
  skip(why);
}
