import type { Alarm, AlarmCondition, AlarmPriority } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import type { Category } from '#data/contract/city-pack.ts';
import type { Inspection } from '#data/contract/grid.ts';
import type { AlarmId, IncidentId, InspectionId, UnitId } from '#data/contract/ids.ts';
import type { Incident, IncidentState, Priority } from '#data/contract/incident.ts';
import type { Unit, UnitReason } from '#data/contract/unit.ts';
import { boardOf } from '#data/fold/snapshot.ts';
import { seededRandom, type Random } from '#data/kit/random.ts';
import { areasOfCell } from '#data/rules/cell-areas.ts';
import { madePack } from './made-pack.ts';

const MINUTE = 60_000;

/** How much there is of each thing. */
export type Amounts = {
  incidents: number;
  units: number;
  inspections: number;
  alarms: number;
  unstaffed: number;
  calls: number;
};

/** A board as a city might have it at `now`; the same seed makes the same board. */
export function madeBoard(now: number, amounts: Partial<Amounts> = {}, seed = 'gallery'): Board {
  const { incidents = 0, units = 0, inspections = 0, alarms = 0, unstaffed = 0, calls = 0 } = amounts;
  const random = seededRandom(seed);
  const rows = <Row>(count: number, make: (index: number) => Row) =>
    Array.from({ length: count }, (_, index) => make(index));
  const crews = rows(units, (index) => madeUnit(index, now, random)).map((unit, index) =>
    index < calls ? { ...unit, panic: now - callAge(index) } : unit,
  );
  const cases = rows(incidents, (index) => madeIncident(index, now, random));
  const idsOf = <Id>(made: readonly { id: Id }[]) => made.map(({ id }) => id);
  return boardOf({
    incidents: cases,
    units: crews,
    cells: madePack.cells.map(({ id }, index) => ({ id, staffed: index % 97 >= unstaffed })),
    inspections: rows(inspections, (index) => madeInspection(index, now, random)),
    alarms: [
      ...rows(alarms, (index) => madeAlarm(index, now, idsOf(cases), idsOf(crews), random)),
      ...rows(calls, (index) => madeCall(crews[index]?.id ?? (`u${index}` as UnitId), index, now, random)),
    ],
  });
}

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)]!;

/** Half of them in a third of the cells: a city is not even. */
function madeCell(random: Random) {
  const { cells } = madePack;
  const cell = cells[Math.floor(random() ** 1.8 * cells.length)]!;
  return { cell: cell.id, areas: areasOfCell(cell.id, madePack), anchor: cell.anchor };
}

function madeCategory(priority: Priority, random: Random): Category {
  const fitting = madePack.categories.categories.filter((category) => category.priority === priority);
  return pick(fitting.length > 0 ? fitting : madePack.categories.categories, random);
}

/** Minutes that each priority has for its next step, and for the whole case. */
const pace = { 1: [8, 90], 2: [20, 240], 3: [120, 1440], 4: [480, 4320] } as const;

export function madeIncident(index: number, now: number, random: Random): Incident {
  const priority = pick(random() < 0.03 ? ([1] as const) : ([2, 3, 3, 3, 4, 4, 4, 4, 4] as const), random);
  const category = madeCategory(priority, random);
  const [step, whole] = pace[priority];
  const received = now - Math.round(random() ** 2 * step * 1.6 * MINUTE);
  const state = pick<IncidentState>(['reported', 'triaged', 'assigned', 'enroute', 'onscene', 'onscene'], random);
  const sent = ['assigned', 'enroute', 'onscene'].includes(state);
  const { cell, areas, anchor } = madeCell(random);
  return {
    id: `i${index}` as IncidentId,
    number: `XN26-${104000 + index}`,
    rev: 1,
    state,
    category: category.id,
    priority,
    mode: 'reported',
    reportedAt: received,
    times: {
      received,
      ...(sent && { triaged: received, firstAssigned: received }),
      ...(state === 'onscene' && { arrived: received }),
    },
    due: {
      accept: received + step * 0.5 * MINUTE,
      attend: received + step * MINUTE,
      resolve: received + whole * MINUTE,
    },
    ...(priority > 2 && index % 17 === 0 && { suspended: { since: now - MINUTE, until: now + 60 * MINUTE } }),
    cell,
    areas,
    offMap: false,
    dwelling: category.dwelling,
    location: anchor,
    assignments: [],
    exercise: true,
  };
}

function madeUnit(index: number, now: number, random: Random): Unit {
  const service = pick(
    madePack.services.flatMap((each) => Array.from({ length: Math.max(1, each.units) }, () => each)),
    random,
  );
  const reason = pick<UnitReason>(
    [
      'patrol',
      'patrol',
      'patrol',
      'patrol',
      'standby',
      'standby',
      'dispatched',
      'enroute',
      'onscene',
      'onscene',
      'meal',
      'offduty',
    ],
    random,
  );
  const idle = reason === 'patrol' || reason === 'standby';
  return {
    id: `u${index}` as UnitId,
    slot: index,
    callSign: `${service.short.en}-${String(index + 1).padStart(2, '0')}`,
    service: service.id,
    availability: idle ? 'available' : reason === 'meal' ? 'conditional' : 'unavailable',
    reason,
    since: now - Math.round(random() * 60 * MINUTE),
    contact: pick(
      ['live', 'live', 'live', 'live', 'live', 'live', 'live', 'live', 'late', 'offline', 'unknown'],
      random,
    ),
    contactSince: now - Math.round(random() * 30 * MINUTE),
    exercise: true,
  };
}

function madeInspection(index: number, now: number, random: Random): Inspection {
  const { cell, areas } = madeCell(random);
  const due = now + Math.round((random() - 0.2) * 5 * 1440 * MINUTE);
  return {
    id: `v${index}` as InspectionId,
    cell,
    areas,
    checklist: 'fire-safety',
    fellDue: due - 3 * 1440 * MINUTE,
    due,
  };
}

const conditions: readonly [AlarmCondition, AlarmPriority][] = [
  ['limit-near', 2],
  ['limit-near', 3],
  ['limit-passed', 2],
  ['limit-passed', 3],
  ['unit-silent', 3],
  ['cell-unstaffed', 3],
  ['inspection-overdue', 3],
  ['p1-unassigned', 1],
];

function madeAlarm(index: number, now: number, incidents: IncidentId[], units: UnitId[], random: Random): Alarm {
  const [condition, priority] = conditions[(index * 5) % conditions.length]!;
  const kind =
    condition === 'unit-silent' ? 'unit' : condition.startsWith('limit') || priority === 1 ? 'incident' : 'cell';
  const { cell, areas } = madeCell(random);
  const id = kind === 'unit' ? pick(units, random) : kind === 'incident' ? pick(incidents, random) : cell;
  return {
    id: `a${index}` as AlarmId,
    condition,
    subject: { kind, id: id ?? `${index}` },
    priority,
    areas,
    raised: now - Math.round(random() * 40 * MINUTE),
    active: index % 9 !== 4,
    acknowledged: index % 3 === 1,
    exercise: true,
  };
}

/** The last one came just now. */
const callAge = (index: number) => (index * 3 + 0.5) * MINUTE;

/** The first that somebody has seen, and one that is over. */
function madeCall(unit: UnitId, index: number, now: number, random: Random): Alarm {
  return {
    id: `panic:unit:${unit}` as AlarmId,
    condition: 'panic',
    subject: { kind: 'unit', id: unit },
    priority: 1,
    areas: madeCell(random).areas,
    raised: now - callAge(index),
    active: index !== 3,
    acknowledged: index === 1,
    exercise: true,
  };
}
