/** One line of a table of counts. */
export type CountRow = { key: string; name: string; counts: readonly Count[] };

/** Where it is above zero, a count with a tone is out of the ordinary. */
type Count = { n: number; tone?: 'attention' | 'alert' };
