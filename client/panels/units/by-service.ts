import type { Board } from '#data/contract/board.ts';
import type { ContactQuality } from '#data/contract/unit.ts';
import { standOf, unitStands, type UnitStand } from '#client/parts/unit-stand.ts';

export type StandCounts = Record<UnitStand, number>;

/** Units on duty counted: each is in exactly one stand, and apart from that in one contact state. */
export type UnitTable = {
  rows: { service: string; stands: StandCounts }[];
  all: StandCounts;
  onDuty: number;
  contact: Record<ContactQuality, number>;
};

const none = () => Object.fromEntries(unitStands.map((stand) => [stand, 0])) as StandCounts;

/** @param services in the order of the rows; a service that they lack comes last. */
export function byService(units: Board['units'], services: readonly string[]): UnitTable {
  const rows = new Map(services.map((service) => [service, none()]));
  const all = none();
  let onDuty = 0;
  const contact = { live: 0, late: 0, unknown: 0, offline: 0 };
  for (const unit of units.values()) {
    const stand = standOf(unit);
    if (stand === null) continue;
    onDuty++;
    let stands = rows.get(unit.service);
    if (!stands) rows.set(unit.service, (stands = none()));
    stands[stand]++;
    all[stand]++;
    contact[unit.contact]++;
  }
  return { rows: [...rows].map(([service, stands]) => ({ service, stands })), all, onDuty, contact };
}

/** The services that fit, in their own order; where not all do, those with the fewest units are left out. */
export function largest(rows: UnitTable['rows'], fits: number): UnitTable['rows'] {
  if (rows.length <= fits) return rows;
  const size = ({ stands }: UnitTable['rows'][number]) => Object.values(stands).reduce((sum, n) => sum + n, 0);
  const kept = new Set(rows.toSorted((a, b) => size(b) - size(a)).slice(0, fits));
  return rows.filter((row) => kept.has(row));
}
