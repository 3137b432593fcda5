import type { Incident, Priority } from '#data/contract/incident.ts';
import { bandOf, byUrgency, isHandled, nextLimit, type Band, type Limit } from '#data/rules/urgency.ts';

/** What an incident waits for: the desk's decision, its work, or the check of somebody else. */
export const sections = ['decide', 'working', 'check'] as const;
export type Section = (typeof sections)[number];

export type QueueRow = {
  incident: Incident;
  band: Band;
  section: Section;
  /** The next limit not yet met. */
  limit: Limit | undefined;
  overdue: boolean;
  /** An organisation has not done its part in time. */
  partyLate: boolean;
};

/** What the address asks of the queue; absent: everything. */
export type QueueFilter = {
  section?: Section;
  priorities?: readonly Priority[];
  area?: string;
  text?: string;
};

export type Queue = { rows: QueueRow[]; all: number; counts: Readonly<Record<Section, number>> };

/** Every list's order by urgency, of what the filter lets through. */
export function queueOf(
  incidents: Iterable<Incident>,
  filter: QueueFilter,
  now: number,
  searched: (incident: Incident) => string,
): Queue {
  const fits = byUrgency(incidents, now)
    .map((incident) => rowOf(incident, now))
    .filter((row) => matches(row.incident, filter, searched));
  const counts = { decide: 0, working: 0, check: 0 };
  for (const { section } of fits) counts[section]++;
  const rows = filter.section === undefined ? fits : fits.filter(({ section }) => section === filter.section);
  return { rows, all: fits.length, counts };
}

function rowOf(incident: Incident, now: number): QueueRow {
  const limit = nextLimit(incident, now);
  const overdue = limit !== undefined && limit.left <= 0;
  const partyLate = (incident.tasks ?? []).some(({ state, due }) => state !== 'done' && due < now);
  const section = sectionOf(incident, overdue || partyLate);
  return { incident, band: bandOf(incident, now), section, limit, overdue, partyLate };
}

function sectionOf(incident: Incident, late: boolean): Section {
  if (isHandled(incident)) return 'check';
  const waits = incident.state === 'reported' || incident.assignments.length === 0;
  // An organisation at work is as good as a crew; a party or a limit that is late is the desk's again.
  const isLinked = (incident.tasks ?? []).some(({ state }) => state !== 'done');
  return late || (waits && !(isLinked && incident.state !== 'reported')) ? 'decide' : 'working';
}

function matches(
  incident: Incident,
  { priorities, area, text }: QueueFilter,
  searched: (incident: Incident) => string,
): boolean {
  if (priorities && !priorities.includes(incident.priority)) return false;
  if (area !== undefined && !incident.areas.some((id) => id === area)) return false;
  return text === undefined || searched(incident).toLowerCase().includes(text.toLowerCase());
}

/** The filter as the address says it: `?work=decide&priority=1,2&area=630102&text=leak`. */
export function filterOf(query: Readonly<Record<string, string>>): QueueFilter {
  const section = sections.find((name) => name === query['work']);
  const digits = (query['priority'] ?? '').split(',').map(Number);
  const priorities = ([1, 2, 3, 4] as const).filter((priority) => digits.includes(priority));
  return {
    ...(section && { section }),
    ...(priorities.length > 0 && { priorities }),
    ...(query['area'] && { area: query['area'] }),
    ...(query['text'] && { text: query['text'] }),
  };
}

/** The row that `step` lines further on comes after the chosen one; the first when none is chosen. */
export function neighbour(rows: readonly QueueRow[], chosen: string | undefined, step: number): QueueRow | undefined {
  const at = rows.findIndex(({ incident }) => incident.id === chosen);
  if (at < 0) return rows[0];
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))];
}
