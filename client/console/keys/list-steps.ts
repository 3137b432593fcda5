/** A page of a list, in lines. */
const PAGE = 10;

/** How many lines each key goes on in a list that takes the keys itself; beyond either end is that end. */
export const listSteps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: -Infinity,
  End: Infinity,
};
