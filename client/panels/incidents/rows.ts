import type { Board } from '#data/contract/board.ts';
import type { Incident, Priority } from '#data/contract/incident.ts';
import { byUrgency, nextLimit, type Limit } from '#data/rules/urgency.ts';

/** One line of the incident board. */
export type IncidentRow = {
  incident: Incident;
  /** The next limit not yet met; undefined when there is none. */
  limit: Limit | undefined;
  overdue: boolean;
};

/** What fits on the board, most urgent first, and how many of each priority do not. */
export type IncidentBoard = {
  rows: IncidentRow[];
  open: number;
  more: ReadonlyMap<Priority, number>;
};

/** @param fits how many rows the board has room for. */
export function incidentBoard(incidents: Board['incidents'], now: number, fits: number): IncidentBoard {
  const sorted = byUrgency(incidents.values(), now);
  const more = new Map<Priority, number>();
  for (const { priority } of sorted.slice(fits)) more.set(priority, (more.get(priority) ?? 0) + 1);
  const rows = sorted.slice(0, fits).map((incident) => {
    const limit = nextLimit(incident, now);
    return { incident, limit, overdue: limit !== undefined && limit.left <= 0 };
  });
  return { rows, open: sorted.length, more: new Map([...more].sort(([a], [b]) => a - b)) };
}
