import { originOf, sourceOf, type Incident } from '#data/contract/incident.ts';
import { civilDate, weekday } from '#data/rules/civil-day.ts';
import type { CityHours } from '../city-hours.ts';

/** What is asked of a case, as it stands after a fact: the columns of the table of versions, in their order. */
export type CaseRow = {
  category: string;
  /** The first of the category's two levels. */
  grouped: string;
  priority: number;
  mode: string;
  source: string;
  state: string;
  cell: string | null;
  district: string | null;
  subdistrict: string | null;
  community: string | null;
  /** Local days since 1970-01-01, and the hour of that day; none where the source gave the day alone. */
  day: number;
  hour: number | null;
  /** Months since year 0. */
  month: number;
  /** 0 = Monday. */
  weekday: number;
  /** The roll-ups' hour, by which the two are held against each other. */
  rollup: number;
  /** Seconds from the receipt. */
  answered: number | null;
  attended: number | null;
  resolved: number | null;
  /** What was to be done in time, and when that ends (ms); none where no limit was set. */
  due: number | null;
  done: number | null;
};

export const columns = [
  'category VARCHAR',
  'grouped VARCHAR',
  'priority UTINYINT',
  'mode VARCHAR',
  'source VARCHAR',
  'state VARCHAR',
  'cell VARCHAR',
  'district VARCHAR',
  'subdistrict VARCHAR',
  'community VARCHAR',
  'day INTEGER',
  'hour UTINYINT',
  'month INTEGER',
  'weekday UTINYINT',
  'rollup INTEGER',
  'answered INTEGER',
  'attended INTEGER',
  'resolved INTEGER',
  'due BIGINT',
  'done BIGINT',
] as const;

export function caseRow(incident: Incident, hours: CityHours): CaseRow {
  const { category, priority, mode, state, areas, times, due, reportedAt, dayOnly } = incident;
  const [district = null, subdistrict = null, community = null] = areas;
  const at = hours.at(reportedAt);
  const day = hours.day(at);
  const after = (t: number | undefined) =>
    t === undefined ? null : Math.max(0, Math.round((t - times.received) / 1000));
  return {
    category,
    grouped: category.split('/', 1)[0]!,
    priority,
    mode,
    source: sourceOf(originOf(incident)),
    state,
    cell: incident.cell ?? null,
    district,
    subdistrict,
    community,
    day,
    hour: dayOnly ? null : hours.ofWeek(at) % 24,
    month: monthOf(day),
    weekday: weekday(day),
    rollup: at,
    answered: after(times.triaged ?? times.firstAssigned),
    attended: after(times.arrived),
    resolved: after(times.resolved),
    due: due.resolve ?? null,
    done: times.resolved ?? times.closed ?? null,
  };
}

function monthOf(day: number): number {
  const { year, month } = civilDate(day);
  return year * 12 + month - 1;
}

/** Whether nobody who asks could tell one from the other. */
export const isSameRow = (a: CaseRow, b: CaseRow): boolean =>
  (Object.keys(a) as (keyof CaseRow)[]).every((column) => a[column] === b[column]);
