import * as fc from 'fast-check';
import type { Fact, LoggedFact } from '#data/contract/fact.ts';
import type {
  AlarmId,
  AreaId,
  CellId,
  IncidentId,
  InspectionId,
  PhotoId,
  Seq,
  SourceName,
  UnitId,
} from '#data/contract/ids.ts';

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
  photo: 'cd'.repeat(32),
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
const tasks = ['t1', 't2'];
const dangers = ['d1', 'd2'];
const disputes = ['p1', 'p2'];
const areaOf = (id: string) => [areas[id.charCodeAt(1) % 2]!];
/** The first is the city's. */
const shiftArea = (id: string) => (id.endsWith('1') ? undefined : areaOf(id)[0]);

const change = { incident: fc.constantFrom(...incidents), rev: fc.integer({ min: 2, max: 99 }) };
const crew = { ...change, unit: fc.constantFrom(...units) };
const reason = fc.option(fc.constant(planted.reason), { nil: undefined });
const time = fc.integer({ min: 1, max: 1e6 });
const due = fc.record({ resolve: time });

const dangerChange = { danger: fc.constantFrom(...dangers), rev: fc.integer({ min: 2, max: 99 }) };
const disputeChange = { dispute: fc.constantFrom(...disputes), rev: fc.integer({ min: 2, max: 99 }) };

const someTask = fc
  .constantFrom(...tasks)
  .map((id) => ({ id, organisation: 'o1', lead: true, due: 7, text: planted.note }));
const somePost = fc
  .constantFrom('primary', 'deputy')
  .map((role) => ({ role, person: planted.actor, name: planted.note, from: 3 }));
const foundDanger = (id: string) => ({
  id,
  cell: 'c1',
  areas: areaOf(id),
  checklist: 'fire',
  item: 'exits',
  text: planted.note,
  photo: 'ab'.repeat(32),
});
const disputeContent = {
  kind: 'neighbours',
  cell: 'c1',
  parties: [{ name: planted.name, phone: planted.phone }],
  summary: planted.description,
  handlers: [planted.actor],
  sessions: [],
};

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
  photo: planted.photo as PhotoId,
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
  fact('alarm.suppressed', { alarm: fc.constantFrom(...alarms), under: fc.constantFrom(...alarms) }),
  fact('alarm.unsuppressed', { alarm: fc.constantFrom(...alarms) }),
  fact('alarm-rule.taken-out', { condition: fc.constantFrom('cluster', 'unit-silent'), until: time, reason }),
  fact('alarm-rule.returned', { condition: fc.constantFrom('cluster', 'unit-silent') }),
  fact('incident.linked', { ...change, task: someTask }, 2),
  fact('incident.task-accepted', { ...change, task: fc.constantFrom(...tasks) }),
  fact('incident.task-done', { ...change, task: fc.constantFrom(...tasks), reason }),
  fact('incident.task-withdrawn', { ...change, task: fc.constantFrom(...tasks), reason }),
  fact('incident.escalated', { ...change, level: fc.constantFrom(1, 2, 3), reason }),
  fact('unit.panicked', { unit: fc.constantFrom(...units) }),
  fact('unit.panic-ended', { unit: fc.constantFrom(...units), reason }),
  fact('unit.checked-in', { unit: fc.constantFrom(...units) }),
  fact('post.filled', { cell: fc.constantFrom(...cells), post: somePost }, 2),
  fact('post.vacated', { cell: fc.constantFrom(...cells), role: fc.constantFrom('primary', 'deputy'), reason }),
  fact('danger.found', { danger: fc.constantFrom(...dangers).map(foundDanger) }, 2),
  fact('danger.ordered', { ...dangerChange, organisation: fc.constant('o1'), due: time, reason }),
  fact('danger.rectifying', dangerChange),
  fact('danger.rectified', {
    ...dangerChange,
    rectifiedBy: fc.constant({ kind: 'person', id: planted.actor }),
    reason,
  }),
  fact('danger.sent-back', { ...dangerChange, due: time, reason }),
  fact('danger.cleared', { ...dangerChange, reason }),
  fact(
    'dispute.registered',
    {
      series: fc.constant('XX26'),
      dispute: fc.constantFrom(...disputes).map((id) => ({ id, areas: areaOf(id) })),
      content: fc.constant(disputeContent),
    },
    2,
  ),
  fact('dispute.moved', {
    ...disputeChange,
    state: fc.constantFrom('screened', 'mediating', 'agreed', 'declined', 'performed'),
    confirmBy: fc.option(time, { nil: undefined }),
    followUpBy: fc.option(time, { nil: undefined }),
    content: fc.constantFrom(undefined, { agreement: planted.note }),
    text: fc.constant(planted.note),
  }),
  fact('dispute.noted', {
    ...disputeChange,
    confirmed: fc.constantFrom(undefined, true),
    content: fc.constant({ summary: planted.note }),
  }),
  fact('dispute.followed-up', { ...disputeChange, holds: fc.boolean(), text: fc.constant(planted.note) }),
  fact('shift.noted', {
    entry: fc.constantFrom('s1', 's2', 's3').chain((id) =>
      fc.record({
        id: fc.constant(id),
        kind: fc.constantFrom('note', 'promise'),
        text: fc.constant(planted.note),
        area: fc.constant(shiftArea(id)),
      }),
    ),
  }),
  fact('shift.promise-kept', { entry: fc.constantFrom('s1', 's2', 's3') }),
  fact('handover.drawn-up', {
    handover: fc.constantFrom('h1', 'h2', 'h3').map((id) => ({
      id,
      area: shiftArea(id),
      items: { open: ['i1'], overdue: [], shelved: ['a1'], promises: ['s1'], gaps: ['c1'] },
      text: planted.note,
    })),
  }),
  fact('handover.signed', { handover: fc.constantFrom('h1', 'h2', 'h3'), as: fc.constantFrom('giving', 'taking') }, 2),
  fact('audit.looked', { what: fc.constant('incident'), id: fc.constant(planted.actor) }),
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
