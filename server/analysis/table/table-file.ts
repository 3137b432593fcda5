import type { Comparison, TrendTable } from '#data/contract/trend-table.ts';
import { csvText } from '#data/kit/csv.ts';

/** The table as a CSV file that needs no other page to be understood: what is counted, of what, up to when, comes first. */
export function tableFile(table: TrendTable, nameOf: (id: string) => string): { text: string; rows: number } {
  const { periods, rows, until, definition, comparisons, falseDiscovery, asOf, seq } = table;
  const head = [
    ['definition', definition],
    ['category', table.category ?? 'all'],
    ['area', table.area ? nameOf(table.area) : 'all'],
    ['counted up to', until],
    ['as counted at', new Date(asOf).toISOString()],
    ['last fact counted', String(seq)],
    ['comparisons', String(comparisons)],
    ['false-discovery rate', String(falseDiscovery)],
    ['left out', JSON.stringify(table.leftOut)],
    ['note', 'cases that come late or are corrected change these figures; the table as it stood earlier is not kept'],
    [],
  ];
  const columns = [
    'row', 'id', 'name', 'period', 'from', 'to', 'days', 'count',
    'years back', 'before from', 'before to', 'compared now', 'compared before', 'change', 'p', 'q', 'verdict',
  ]; // prettier-ignore
  const lines = rows.flatMap(({ kind, id, cells }) =>
    cells.flatMap(({ now, against }, i) => {
      const { id: period, from, to, days, against: spans } = periods[i]!;
      const own = [
        kind,
        id,
        id === '' ? kind : nameOf(id),
        period,
        from,
        to,
        String(days),
        now === null ? '' : String(now),
      ];
      return against.map((each, year) => {
        const span = spans[year]!;
        return [...own, String(year + 1), span.from, span.to, ...comparisonSaid(each)];
      });
    }),
  );
  return { text: csvText([...head, columns, ...lines]), rows: lines.length };
}

function comparisonSaid(each: Comparison): string[] {
  if ('none' in each) return ['', '', '', '', '', each.none === 'history' ? 'no history' : 'suppressed'];
  const { now, before, change, p, q, verdict } = each;
  const digits = (n: number | null) => (n === null ? '' : String(Number(n.toPrecision(4))));
  return [String(now), String(before), digits(change), digits(p), digits(q), verdict];
}
