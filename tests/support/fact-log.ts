import * as fc from 'fast-check';
import type { Fact, LoggedFact } from '#data/contract/fact.ts';
import type { AlarmId, AreaId, CellId, IncidentId, InspectionId, Seq, SourceName, UnitId } from '#data/contract/ids.ts';

/** Texts that no wall may ever carry: planted in every free field. */
export const planted = {
  title: 'planted-title',
  description: 'planted-description',
  address: 'planted-address 12-3-401',
  name: 'planted-name',
  phone: 'planted-phone',
  note: 'planted-note',
  reason: 'planted-reason',
  actor: 'planted-actor',
  sourceRef: 'planted-ref',
};
/** Longitudes of dwellings and of public places, recognisable in a frame. */
export const homeLon = 101.777111;
export const publicLon = 101.777222;

const incidents = ['i1', 'i2', 'i3', 'i4'] as IncidentId[];
const units = ['u1', 'u2', 'u3'] as UnitId[];
const cells = ['c1', 'c2'] as CellId[];
const alarms = ['a1', 'a2'] as AlarmId[];
const inspections = ['n1', 'n2'] as InspectionId[];
export const areas = ['d1', 'd2'] as AreaId[];
const areaOf = (id: string) => [areas[id.charCodeAt(1) % 2]!];

const change = { incident: fc.constantFrom(...incidents), rev: fc.integer({ min: 2, max: 99 }) };
const crew = { ...change, unit: fc.constantFrom(...units) };
const reason = fc.option(fc.constant(planted.reason), { nil: undefined });
const time = fc.integer({ min: 1, max: 1e6 });
const due = fc.record({ resolve: time });

function fact<K extends Fact['kind']>(kind: K, fields: object, weight = 1) {
  return {
    weight,
    arbitrary: fc.record({ kind: fc.constant(kind), ...fields }) as fc.Arbitrary<unknown> as fc.Arbitrary<Fact>,
  };
}

const reportedIncident = fc.record({ id: fc.constantFrom(...incidents), home: fc.boolean() }).map(({ id, home }) => ({
  id,
  category: 'public-security/theft',
  priority: 2 as const,
  mode: 'reported' as const,
  reportedAt: 5,
  times: { received: 5 },
  due: {},
  areas: areaOf(id),
  offMap: false,
  dwelling: home,
  location: [home ? homeLon : publicLon, 36.6] as [number, number],
  source: 'test' as SourceName,
  sourceRef: planted.sourceRef,
  title: planted.title,
  description: planted.description,
  address: planted.address,
  contact: { name: planted.name, phone: planted.phone },
}));

const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fact('incident.reported', { series: fc.constant('XX26'), incident: reportedIncident }, 5),
  fact(
    'incident.triaged',
    { ...change, category: fc.constant('public-security/fraud'), priority: fc.constant(1), due, reason },
    2,
  ),
  fact('incident.assigned', { ...crew, reason }, 3),
  fact('incident.accepted', crew),
  fact('incident.enroute', crew, 2),
  fact('incident.arrived', crew, 2),
  fact('incident.unassigned', { ...crew, reason }),
  fact('incident.resolved', { ...change, reason }, 2),
  fact('incident.verified', { ...change, reason }),
  fact('incident.closed', { ...change, reason }),
  fact('incident.cancelled', { ...change, reason }),
  fact('incident.merged', { ...change, into: fc.constantFrom(...incidents), reason }),
  fact('incident.referred', { ...change, to: fc.constant(planted.name), reason }),
  fact('incident.noted', { ...change, text: fc.constant(planted.note) }),
  fact('incident.extended', { ...change, due, reason }),
  fact('incident.suspended', { ...change, suspended: fc.constant({ since: 1, until: 9, reason: planted.reason }) }),
  fact('incident.resumed', { ...change, due, reason }),
  fact('incident.reopened', {
    incident: reportedIncident.map((row) => ({
      ...row,
      number: 'XX26-1',
      rev: 9,
      state: 'triaged',
      assignments: [],
      exercise: false,
      resolvedBy: { kind: 'person', id: planted.actor },
    })),
    reason,
  }),
  fact(
    'unit.registered',
    {
      unit: fc.constantFrom(...units).map((id) => ({ id, callSign: planted.name, service: 'police' })),
    },
    2,
  ),
  fact(
    'unit.status-changed',
    {
      unit: fc.constantFrom(...units),
      availability: fc.constantFrom('available', 'unavailable'),
      reason: fc.constantFrom('dispatched', 'patrol'),
      incident: fc.option(fc.constantFrom(...incidents), { nil: undefined }),
    },
    2,
  ),
  fact('unit.contact-changed', { unit: fc.constantFrom(...units), contact: fc.constantFrom('live', 'offline') }),
  fact('cell.staffing-changed', { cell: fc.constantFrom(...cells), staffed: fc.boolean() }),
  fact('inspection.fell-due', {
    inspection: fc
      .constantFrom(...inspections)
      .map((id) => ({ id, cell: cells[0], areas: areaOf(id), checklist: 'fire', due: 50 })),
  }),
  fact('inspection.done', { inspection: fc.constantFrom(...inspections), cell: fc.constantFrom(...cells) }),
  fact(
    'alarm.raised',
    {
      alarm: fc.constantFrom(...alarms).map((id) => ({
        id,
        condition: 'limit-passed',
        subject: { kind: 'incident', id: 'i1' },
        priority: 1,
        areas: areaOf(id),
      })),
    },
    2,
  ),
  fact('alarm.cleared', { alarm: fc.constantFrom(...alarms) }),
  fact('alarm.acknowledged', { alarm: fc.constantFrom(...alarms) }),
  fact('alarm.shelved', { alarm: fc.constantFrom(...alarms), until: time, reason }),
  fact('alarm.unshelved', { alarm: fc.constantFrom(...alarms) }),
);

/** Facts in any order, sensible or not: as a log might hold them at worst. */
export function anyLog(most = 60): fc.Arbitrary<LoggedFact[]> {
  const stamped = fc.tuple(anyFact, fc.boolean()).map(([fact, exercise]) => ({ fact, exercise }));
  return fc.array(stamped, { maxLength: most, size: 'max' }).map((items) =>
    items.map(({ fact, exercise }, i) => {
      const by = { kind: 'person', id: planted.actor } as const;
      // As it comes out of the store: through JSON, so that no field is present and undefined.
      return JSON.parse(
        JSON.stringify({ ...fact, seq: (i + 1) as Seq, at: i + 10, by, ...(exercise && { exercise }) }),
      );
    }),
  );
}
