import type { GridCell } from '#data/contract/city-pack.ts';
import type { CellId, IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { LonLat } from '#data/contract/place.ts';
import { stageOf, type MarkLook } from './incident-mark.ts';

/** An incident as the map knows it. `exact` false: it stands at its grid cell's anchor. */
export type PlacedIncident = MarkLook & { id: IncidentId; reportedAt: number; at: LonLat; exact: boolean };

/** Those with a place to stand, and how many have none on this map. */
export type Placement = { placed: PlacedIncident[]; elsewhere: number };

/** What of a city pack tells where a cell is. */
export type Anchors = ReadonlyMap<CellId, LonLat>;

export const anchorsOf = (cells: readonly GridCell[]): Anchors => new Map(cells.map((cell) => [cell.id, cell.anchor]));

export function placeIncidents(
  incidents: Iterable<Incident>,
  anchors: Anchors,
  isOverdue: (incident: Incident) => boolean,
): Placement {
  const placed: PlacedIncident[] = [];
  let elsewhere = 0;
  for (const incident of incidents) {
    const exact = incident.location !== undefined && !incident.offMap;
    const at = exact ? incident.location : incident.cell && anchors.get(incident.cell);
    if (!at) {
      elsewhere++;
      continue;
    }
    placed.push({
      id: incident.id,
      reportedAt: incident.reportedAt,
      priority: incident.priority,
      stage: stageOf(incident.state),
      overdue: isOverdue(incident),
      at,
      exact,
    });
  }
  return { placed, elsewhere };
}
