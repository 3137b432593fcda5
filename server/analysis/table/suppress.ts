import type { Comparison, TableRow } from '#data/contract/trend-table.ts';

/** Fewer than that may be somebody. */
export const FEWEST_TOLD = 5;

/**
 * The table as the public is told it: no count under five, nor one from which such a count would follow. In every
 * column what is withheld is at least two rows that hold five or more between them, so that the total gives none away
 * (complementary suppression: Willenborg & de Waal 2001, Elements of Statistical Disclosure Control, ch. 6).
 */
export function suppress(rows: readonly TableRow[]): { rows: TableRow[]; suppressed: number } {
  const told = rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, against: [...cell.against] })),
  }));
  let suppressed = 0;
  const columns = told[0]?.cells.length ?? 0;
  for (let column = 0; column < columns; column++) {
    const cells = told.map(({ cells }) => cells[column]!);
    for (const i of withheld(cells.map(({ now }) => now ?? 0))) {
      cells[i]!.now = null;
      cells[i]!.against = cells[i]!.against.map(() => ({ none: 'suppressed' }));
      suppressed++;
    }
    for (const year of [0, 1])
      for (const side of ['now', 'before'] as const) {
        const counts = cells.map(({ against }) => valueOf(against[year]!, side));
        for (const i of withheld(counts)) {
          if ('none' in cells[i]!.against[year]!) continue;
          cells[i]!.against[year] = { none: 'suppressed' };
          suppressed++;
        }
      }
  }
  // A rate is its count again, and how much weeks vary is said of counts that may all be small.
  return { rows: told.map(({ rate: _, ...row }) => ({ ...row, spread: 1 })), suppressed };
}

const valueOf = (comparison: Comparison, side: 'now' | 'before') => ('none' in comparison ? 0 : comparison[side]);

/** Which of a column, the total first, are not told. */
function withheld(counts: readonly number[]): number[] {
  const parts = counts.map((_, i) => i).slice(1);
  const hidden = parts.filter((i) => counts[i]! < FEWEST_TOLD);
  const sum = () => hidden.reduce((all, i) => all + counts[i]!, 0);
  const rest = parts.filter((i) => counts[i]! >= FEWEST_TOLD).sort((a, b) => counts[a]! - counts[b]!);
  while (hidden.length > 0 && (hidden.length < 2 || sum() < FEWEST_TOLD) && rest.length > 0) hidden.push(rest.shift()!);
  const totalToo = counts[0]! < FEWEST_TOLD || (hidden.length > 0 && (hidden.length < 2 || sum() < FEWEST_TOLD));
  return totalToo ? [0, ...hidden] : hidden;
}
