import type { Board } from '#data/contract/board.ts';
import type { Incident, Priority } from '#data/contract/incident.ts';
import { bandOf, byUrgency, nextLimit, type Band, type Limit } from '#data/rules/urgency.ts';
import { columnsOf, type Room } from './columns.ts';

/** One line of the incident board. */
export type IncidentRow = {
  incident: Incident;
  /** The next limit not yet met; undefined when there is none. */
  limit: Limit | undefined;
  overdue: boolean;
};

/** What stands under one heading in one column. */
export type IncidentGroup = {
  band: Band;
  /** Open incidents of the band, on the board or not. */
  count: number;
  rows: IncidentRow[];
};

export type IncidentBoard = {
  /** What fits, most urgent first: the groups of each column. */
  columns: IncidentGroup[][];
  /** The groups have their headings; without, there is no room for any. */
  headed: boolean;
  open: number;
  /** How many of each priority do not fit. */
  more: ReadonlyMap<Priority, number>;
};

export function incidentBoard(incidents: Board['incidents'], now: number, room: Room): IncidentBoard {
  const sorted = byUrgency(incidents.values(), now);
  const bands = sorted.map((incident) => bandOf(incident, now));
  const counts = new Map<Band, number>();
  for (const band of bands) counts.set(band, (counts.get(band) ?? 0) + 1);
  const { columns, headed, fits } = columnsOf(bands, room);

  const more = new Map<Priority, number>();
  for (const { priority } of sorted.slice(fits)) more.set(priority, (more.get(priority) ?? 0) + 1);
  const row = (incident: Incident): IncidentRow => {
    const limit = nextLimit(incident, now);
    return { incident, limit, overdue: limit !== undefined && limit.left <= 0 };
  };
  return {
    columns: columns.map((groups) =>
      groups.map(({ band, from, to }) => ({ band, count: counts.get(band)!, rows: sorted.slice(from, to).map(row) })),
    ),
    headed,
    open: sorted.length,
    more: new Map([...more].sort(([a], [b]) => a - b)),
  };
}
