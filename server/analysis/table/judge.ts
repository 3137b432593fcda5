import type { Comparison, TableRow } from '#data/contract/trend-table.ts';
import { eTest } from '#data/stats/counts/e-test.ts';
import { falseDiscovery } from '#data/stats/counts/false-discovery.ts';
import { FEWEST_INCIDENTS } from '../verdict.ts';

/** Of what is called a change, at most this share is chance. */
export const FALSE_DISCOVERY = 0.05;

export type Tested = Exclude<Comparison, { none: unknown }>;

/** Two counts over equal spans. Counts that vary so many times more than chance carry that many times less evidence. */
export function compareCounts(now: number, before: number, spread: number): Tested {
  const change = before === 0 ? null : now / before - 1;
  if (Math.max(now, before) < FEWEST_INCIDENTS) return { now, before, change, p: null, q: null, verdict: 'too-few' };
  const side = (count: number) => ({ count: Math.round(count / spread), exposure: 1 });
  return { now, before, change, p: eTest(side(now), side(before)), q: null, verdict: 'no-change' };
}

/** The rows with their verdicts, each made knowing how many there are; and how many that is. */
export function judge(rows: readonly TableRow[]): { rows: TableRow[]; comparisons: number } {
  const tested = rows
    .flatMap(({ cells }) => cells.flatMap(({ against }) => against))
    .filter((each): each is Tested & { p: number } => 'p' in each && each.p !== null);
  const qs = new Map(falseDiscovery(tested.map(({ p }) => p)).map((q, i) => [tested[i]! as Comparison, q]));
  const judged = (each: Comparison): Comparison => {
    const q = qs.get(each);
    if (q === undefined || !('now' in each)) return each;
    return { ...each, q, verdict: q > FALSE_DISCOVERY ? 'no-change' : each.now > each.before ? 'higher' : 'lower' };
  };
  return {
    rows: rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, against: cell.against.map(judged) })),
    })),
    comparisons: tested.length,
  };
}
