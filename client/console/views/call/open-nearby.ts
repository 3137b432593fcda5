import type { CellId, IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { LonLat } from '#data/contract/place.ts';
import { duplicatesOf, type Duplicate } from '#data/rules/duplicates.ts';

type Call = { begun?: string; place: LonLat; cell: CellId | null; category: string | undefined };
const MOST = 4;

/** What is open near a call and may be what it is about, the likeliest first. */
export function openNearby(
  { begun, place, cell, category }: Call,
  incidents: ReadonlyMap<IncidentId, Incident>,
): (Duplicate & { row: Incident })[] {
  const call = {
    reportedAt: Number(begun),
    location: place,
    ...(cell && { cell }),
    ...(category !== undefined && { category }),
  };
  return duplicatesOf(call, incidents.values())
    .slice(0, MOST)
    .flatMap((found) => {
      const row = incidents.get(found.incident);
      return row ? [{ ...found, row }] : [];
    });
}
