/** One line of a table of counts. */
export type CountRow = { key: string; name: string; counts: readonly Count[] };

/** Where it is above zero, a count with a tone is out of the ordinary. */
type Count = { n: number; tone?: 'attention' | 'alert' };

/**
 * As many lines as fit, in their own order; where not all do, those that `keeps` does not name are one last line,
 * so that nothing vanishes without a word.
 * @param keeps the keys of the lines that stay when so many can.
 */
export function fitRows(
  rows: readonly CountRow[],
  fits: number,
  keeps: (fits: number) => readonly string[],
  rest: (n: number) => string,
): readonly CountRow[] {
  if (rows.length <= fits) return rows;
  const kept = new Set(keeps(Math.max(0, fits - 1)));
  const left = rows.filter(({ key }) => !kept.has(key));
  const counts = left[0]!.counts.map((count, column) => ({
    ...count,
    n: left.reduce((sum, row) => sum + row.counts[column]!.n, 0),
  }));
  return [...rows.filter(({ key }) => kept.has(key)), { key: 'rest', name: rest(left.length), counts }];
}
