/** What a method lacks: points of a series, events, years of history, places, or any difference between them. */
export type Lack = 'points' | 'events' | 'history' | 'places' | 'variation' | 'exposure';

/** A method that says nothing, and why: it needs so many, there are so many. Never a number that is none. */
export type Insufficient = { insufficient: Lack; needs: number; has: number };

export const insufficient = (lack: Lack, needs: number, has: number): Insufficient => ({
  insufficient: lack,
  needs,
  has,
});

export function isInsufficient<T extends object>(said: T | Insufficient): said is Insufficient {
  return 'insufficient' in said;
}
