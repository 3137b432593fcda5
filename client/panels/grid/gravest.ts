import type { DistrictRow } from './by-district.ts';

/** The districts that fit, in their own order, so that each keeps its place; the quietest are left out. */
export function gravest(rows: readonly DistrictRow[], fits: number): DistrictRow[] {
  if (rows.length <= fits) return [...rows];
  const weight = ({ cells, openIncidents, overdueInspections }: DistrictRow) => [
    cells.alert,
    cells.unstaffed,
    overdueInspections,
    cells.attention,
    openIncidents,
  ];
  const byGravity = rows.toSorted((a, b) => {
    const [of, against] = [weight(a), weight(b)];
    const first = of.findIndex((n, index) => n !== against[index]);
    return first < 0 ? 0 : against[first]! - of[first]!;
  });
  const kept = new Set(byGravity.slice(0, fits));
  return rows.filter((row) => kept.has(row));
}
