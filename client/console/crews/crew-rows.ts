import type { Board } from '#data/contract/board.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Unit } from '#data/contract/unit.ts';
import { welfareDue } from '#data/rules/alarm-units.ts';

/** What can be done with a unit now; who needs help stands first. */
export const crewGroups = ['panic', 'welfare', 'sent', 'available', 'conditional', 'unavailable', 'offduty'] as const;
export type CrewGroup = (typeof crewGroups)[number];

export type CrewRow = {
  unit: Unit;
  group: CrewGroup;
  incident: Incident | null;
  /** ms until its crew must say that it is well, negative when that is over; null when it is not on scene. */
  welfareLeft: number | null;
};

/** What the address asks of the table; absent: everything. */
export type CrewFilter = { groups?: readonly CrewGroup[]; service?: string; text?: string };

export type CrewTable = {
  /** In the order of `crewGroups`; groups without a row are left out. */
  groups: { group: CrewGroup; rows: CrewRow[] }[];
  rows: CrewRow[];
  /** Of each group, whatever groups the filter asks for. */
  counts: Readonly<Record<CrewGroup, number>>;
  all: number;
};

export function crewTable(
  { units, incidents }: Pick<Board, 'units' | 'incidents'>,
  filter: CrewFilter,
  now: number,
  searched: (row: CrewRow) => string,
): CrewTable {
  const text = filter.text?.toLowerCase();
  const known = [...units.values()].filter(({ removed }) => removed === undefined);
  const fits = known
    .map((unit) => crewRow(unit, incidents, now))
    .filter((row) => filter.service === undefined || row.unit.service === filter.service)
    .filter((row) => text === undefined || searched(row).toLowerCase().includes(text));
  const counts = Object.fromEntries(crewGroups.map((group) => [group, 0])) as Record<CrewGroup, number>;
  for (const { group } of fits) counts[group]++;
  const shown = crewGroups.filter((group) => filter.groups === undefined || filter.groups.includes(group));
  const groups = shown
    .map((group) => ({ group, rows: fits.filter((row) => row.group === group).sort(order[group]) }))
    .filter(({ rows }) => rows.length > 0);
  return { groups, rows: groups.flatMap(({ rows }) => rows), counts, all: known.length };
}

export function crewRow(unit: Unit, incidents: Board['incidents'], now: number): CrewRow {
  const incident = unit.incident === undefined ? null : (incidents.get(unit.incident) ?? null);
  const due = welfareDue(unit, incident?.priority ?? 2);
  const welfareLeft = due === null ? null : due - now;
  return { unit, group: groupOf(unit, welfareLeft), incident, welfareLeft };
}

function groupOf({ panic, reason, availability }: Unit, welfareLeft: number | null): CrewGroup {
  if (panic !== undefined) return 'panic';
  if (welfareLeft !== null && welfareLeft <= 0) return 'welfare';
  if (reason === 'dispatched' || reason === 'enroute' || reason === 'onscene') return 'sent';
  return reason === 'offduty' ? 'offduty' : availability;
}

type Order = (a: CrewRow, b: CrewRow) => number;
/** By call sign, so that a unit keeps its place while it does what it does. */
const byName: Order = (a, b) =>
  nameOf(a.unit).localeCompare(nameOf(b.unit), 'en', { numeric: true }) || (a.unit.id < b.unit.id ? -1 : 1);
const order: Readonly<Record<CrewGroup, Order>> = {
  panic: (a, b) => (a.unit.panic ?? 0) - (b.unit.panic ?? 0) || byName(a, b),
  welfare: (a, b) => (a.welfareLeft ?? 0) - (b.welfareLeft ?? 0) || byName(a, b),
  sent: (a, b) => (a.incident?.priority ?? 5) - (b.incident?.priority ?? 5) || byName(a, b),
  available: byName,
  conditional: byName,
  unavailable: byName,
  offduty: byName,
};

/** A unit that was never given a call sign is known by its id. */
export const nameOf = ({ callSign, id }: Pick<Unit, 'callSign' | 'id'>): string => callSign ?? id;

/** The filter as the address says it: `?units=available,sent&unit-service=traffic&unit-text=12`. */
export function crewFilterOf(query: Readonly<Record<string, string>>): CrewFilter {
  const named = (query['units'] ?? '').split(',');
  const groups = crewGroups.filter((group) => named.includes(group));
  return {
    ...(groups.length > 0 && { groups }),
    ...(query['unit-service'] && { service: query['unit-service'] }),
    ...(query['unit-text'] && { text: query['unit-text'] }),
  };
}

/** The row that `step` lines further on comes after the chosen one; the first when none is chosen. */
export function nextCrew(rows: readonly CrewRow[], chosen: string | undefined, step: number): CrewRow | undefined {
  const at = rows.findIndex(({ unit }) => unit.id === chosen);
  if (at < 0) return rows[0];
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))];
}
