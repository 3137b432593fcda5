import type { IncidentId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { PlacedIncident } from '#client/map/incidents/incident-place.ts';

let count = 0;

/** An incident on the map; name in `over` only what the test is about. */
export function placedIncident(over: Partial<PlacedIncident> = {}): PlacedIncident {
  count++;
  return {
    id: `incident-${String(count).padStart(6, '0')}` as IncidentId,
    reportedAt: count,
    priority: 3,
    stage: 'waiting',
    overdue: false,
    at: [101.7, 36.6] as LonLat,
    exact: true,
    ...over,
  };
}
