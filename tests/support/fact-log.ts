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
/** The last is none of the city's. */
const cells = ['c1', 'c2', 'c3'] as CellId[];
const alarms = ['a1', 'a2'] as AlarmId[];
const inspections = ['n1', 'n2', 'n3'] as InspectionId[];
export const areas = ['d1', 'd2'] as AreaId[];
const tasks = ['t1', 't2'];
const dangers = ['d1', 'd2'];
const disputes = ['p1', 'p2'];
const bulletins = ['b1', 'b2', 'b3'];
export const areaOf = (id: string) => [areas[id.charCodeAt(1) % 2]!];
export const areasOfCell = (cell: CellId) => (cell === 'c3' ? [] : areaOf(cell));
/** The first is the city's. */
export const shiftArea = (id: string) => (id.endsWith('1') ? undefined : areaOf(id)[0]);

const change = { incident: fc.constantFrom(...incidents), rev: fc.integer({ min: 2, max: 99 }) };
const crew = { ...change, unit: fc.constantFrom(...units) };
const reason = fc.option(fc.constant(planted.reason), { nil: undefined });
const time = fc.integer({ min: 1, max: 1e6 });
const due = fc.record({ resolve: time });
const granted = { limit: 'resolve', by: { amount: 2, unit: 'hours' } };

const dangerChange = { danger: fc.constantFrom(...dangers), rev: fc.integer({ min: 2, max: 99 }) };
const disputeChange = { dispute: fc.constantFrom(...disputes), rev: fc.integer({ min: 2, max: 99 }) };

/** A visit is one of one cell. */
const anyVisit = fc.constantFrom(...inspections).map((id) => ({ id, cell: cells[inspections.indexOf(id)]! }));

const someTask = fc
  .constantFrom(...tasks)
  .map((id) => ({ id, organisation: 'o1', lead: true, due: 7, text: planted.note }));
const somePost = fc
  .constantFrom('primary', 'deputy')
  .map((role) => ({ role, person: planted.actor, name: planted.note, from: 3 }));
const sentBulletin = (id: string) => ({
  id,
  sender: 'weather@example.org',
  identifier: id,
  sent: 4,
  source: planted.sourceRef,
  severity: 'Severe',
  urgency: 'Expected',
  certainty: 'Likely',
  categories: ['Met'],
  onset: 4,
  expires: 900,
  texts: id === 'b3' ? [] : [{ language: 'en', event: 'Storm', headline: 'Hail' }],
  deskTexts: id === 'b3' ? [{ language: 'en', event: planted.note, description: planted.description }] : undefined,
  shapes: [{ centre: [publicLon, 36.6], km: 2 }],
  named: [],
  replaces: [{ sender: planted.actor, identifier: planted.sourceRef, sent: 2 }],
  areas: id === 'b3' ? [] : areaOf(id),
  elsewhere: false,
});
const bulletinChange = { bulletin: fc.constantFrom(...bulletins), rev: fc.integer({ min: 2, max: 99 }) };
const foundDanger = (id: string) => ({
  id,
  cell: `c${id.slice(1)}`,
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
  ...(home && { owed: { callable: true as const } }),
}));

type FieldOf<Kind extends Fact['kind']> = Exclude<keyof Extract<Fact, { kind: Kind }>, 'kind'>;

type Made<Fields extends PropertyKey> =
  { readonly [Field in Fields]-?: fc.Arbitrary<unknown> } | fc.Arbitrary<{ readonly [Field in Fields]-?: unknown }>;

/** How each kind of fact is made, field by field or all at once; `undefined` leaves a field out. */
const makers: { readonly [Kind in Fact['kind']]: Made<FieldOf<Kind>> } = {
  'incident.reported': { series: fc.constant('XX26'), incident: reportedIncident },
  'incident.triaged': {
    ...change,
    category: fc.constant('public-security/fraud'),
    priority: fc.constant(1),
    due,
    reason,
  },
  'incident.assigned': { ...crew, reason },
  'incident.accepted': crew,
  'incident.enroute': crew,
  'incident.arrived': crew,
  'incident.unassigned': { ...crew, reason },
  'incident.resolved': { ...change, unit: fc.constantFrom(undefined, ...units), reason },
  'incident.verified': { ...change, reason },
  'incident.closed': { ...change, unsigned: fc.constantFrom(undefined, tasks), reason },
  'incident.cancelled': { ...change, reason },
  'incident.merged': { ...change, into: fc.constantFrom(...incidents), reason },
  'incident.referred': { ...change, to: fc.constant(planted.name), reason },
  'incident.updated': {
    ...change,
    priority: fc.constantFrom(1, 2),
    said: fc.constant({
      category: 'public-security/fraud',
      priority: 2,
      title: planted.title,
      description: planted.description,
      location: [homeLon, 36.6],
      cell: 'c1',
      address: planted.address,
      contact: { name: planted.name, phone: planted.phone },
      photo: planted.photo,
    }),
  },
  'incident.answer-owed': {
    ...change,
    others: fc.constantFrom(
      undefined,
      [{ id: incidents[0]!, number: 'XN26-1', callable: true }],
      [{ id: incidents[1]!, number: 'XN26-2' }],
    ),
  },
  'incident.replied': {
    ...change,
    reply: fc.constantFrom(
      { outcome: 'done', text: planted.note },
      { outcome: 'planned', text: planted.note, due: 9, reason: planted.reason },
      { outcome: 'handed-over', text: planted.note, to: planted.name, decidedBy: planted.name, photo: planted.photo },
    ),
  },
  'incident.called-back': {
    ...change,
    reached: fc.boolean(),
    text: fc.constant(planted.note),
    from: fc.constantFrom(undefined, ...incidents),
  },
  'incident.rated': {
    ...change,
    satisfied: fc.boolean(),
    stars: fc.constantFrom(undefined, 2),
    text: fc.constant(planted.note),
    from: fc.constantFrom(undefined, ...incidents),
  },
  'incident.worded': { ...change, text: fc.constant(planted.note), from: fc.constantFrom(undefined, ...incidents) },
  'incident.noted': { ...change, text: fc.constant(planted.note) },
  'incident.extended': { ...change, due, granted: fc.constantFrom(undefined, granted), reason },
  'incident.suspended': { ...change, suspended: fc.constant({ since: 1, until: 9, reason: planted.reason }) },
  'incident.resumed': { ...change, due, paused: fc.constantFrom(undefined, { since: 1, until: 8 }), reason },
  'incident.reopened': {
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
  },
  'unit.registered': {
    unit: fc.constantFrom(...units).map((id) => ({ id, callSign: planted.name, service: 'police' })),
  },
  'unit.status-changed': {
    unit: fc.constantFrom(...units),
    availability: fc.constantFrom('available', 'unavailable'),
    reason: fc.constantFrom('dispatched', 'patrol'),
    incident: fc.option(fc.constantFrom(...incidents), { nil: undefined }),
  },
  'unit.described': {
    unit: fc.constantFrom(...units),
    callSign: fc.constantFrom(undefined, planted.name),
    service: fc.constantFrom(undefined, 'traffic'),
  },
  'unit.removed': { unit: fc.constantFrom(...units), reason },
  'unit.restored': { unit: fc.constantFrom(...units), reason },
  'unit.contact-changed': { unit: fc.constantFrom(...units), contact: fc.constantFrom('live', 'offline') },
  'cell.staffing-changed': { cell: fc.constantFrom(...cells), staffed: fc.boolean() },
  'inspection.fell-due': {
    inspection: anyVisit.map(({ id, cell }) => ({ id, cell, areas: areasOfCell(cell), checklist: 'fire', due: 50 })),
  },
  'inspection.done': anyVisit.map(({ id, cell }) => ({
    inspection: id,
    cell,
    checklist: 'fire',
    answers: [{ item: 'exits', ok: false, note: planted.note, photo: planted.photo }],
  })),
  'alarm.raised': {
    alarm: fc.constantFrom(...alarms).map((id) => ({
      id,
      condition: 'limit-passed',
      subject: { kind: 'incident', id: 'i1' },
      priority: 1,
      areas: areaOf(id),
    })),
  },
  'alarm.cleared': { alarm: fc.constantFrom(...alarms) },
  'alarm.acknowledged': { alarm: fc.constantFrom(...alarms) },
  'alarm.shelved': { alarm: fc.constantFrom(...alarms), until: time, reason },
  'alarm.unshelved': { alarm: fc.constantFrom(...alarms) },
  'alarm.suppressed': { alarm: fc.constantFrom(...alarms), under: fc.constantFrom(...alarms) },
  'alarm.unsuppressed': { alarm: fc.constantFrom(...alarms) },
  'alarm-rule.taken-out': { condition: fc.constantFrom('cluster', 'unit-silent'), until: time, reason },
  'alarm-rule.returned': { condition: fc.constantFrom('cluster', 'unit-silent') },
  'incident.linked': { ...change, task: someTask },
  'incident.task-accepted': { ...change, task: fc.constantFrom(...tasks) },
  'incident.task-done': { ...change, task: fc.constantFrom(...tasks), reason },
  'incident.task-returned': {
    ...change,
    task: fc.constantFrom(...tasks),
    from: fc.constantFrom('o1', 'o2'),
    to: fc.constantFrom('o3', 'o4'),
    next: fc.constantFrom(...tasks),
    taskDue: time,
    reason,
  },
  'incident.task-withdrawn': { ...change, task: fc.constantFrom(...tasks), reason },
  'incident.escalated': { ...change, level: fc.constantFrom(1, 2, 3), reason },
  'unit.panicked': { unit: fc.constantFrom(...units) },
  'unit.panic-ended': { unit: fc.constantFrom(...units), reason },
  'unit.checked-in': { unit: fc.constantFrom(...units) },
  'post.filled': { cell: fc.constantFrom(...cells), post: somePost },
  'post.vacated': { cell: fc.constantFrom(...cells), role: fc.constantFrom('primary', 'deputy'), reason },
  'danger.found': { danger: fc.constantFrom(...dangers).map(foundDanger) },
  'danger.ordered': { ...dangerChange, organisation: fc.constant('o1'), due: time, reason },
  'danger.rectifying': dangerChange,
  'danger.rectified': {
    ...dangerChange,
    rectifiedBy: fc.constant({ kind: 'person', id: planted.actor }),
    reason,
  },
  'danger.sent-back': { ...dangerChange, due: time, reason },
  'danger.cleared': { ...dangerChange, reason },
  'dispute.registered': {
    series: fc.constant('XX26'),
    dispute: fc.constantFrom(...disputes).map((id) => ({ id, areas: areaOf(id) })),
    content: fc.constant(disputeContent),
  },
  'dispute.moved': {
    ...disputeChange,
    state: fc.constantFrom('screened', 'mediating', 'agreed', 'declined', 'performed'),
    confirmBy: fc.option(time, { nil: undefined }),
    performBy: fc.option(time, { nil: undefined }),
    followUpBy: fc.option(time, { nil: undefined }),
    content: fc.constantFrom(undefined, { agreement: planted.note }),
    text: fc.constant(planted.note),
  },
  'dispute.noted': {
    ...disputeChange,
    confirmed: fc.constantFrom(undefined, true),
    content: fc.constant({ summary: planted.note }),
    text: fc.constantFrom(undefined, planted.note),
  },
  'dispute.followed-up': { ...disputeChange, holds: fc.boolean(), text: fc.constant(planted.note) },
  'bulletin.issued': { bulletin: fc.constantFrom(...bulletins).map(sentBulletin) },
  'bulletin.updated': { bulletin: fc.constantFrom(...bulletins).map(sentBulletin) },
  'bulletin.replaced': { ...bulletinChange, into: fc.constantFrom(...bulletins) },
  'bulletin.cancelled': { ...bulletinChange, reason },
  'bulletin.expired': bulletinChange,
  'bulletin.acknowledged': bulletinChange,
  'shift.noted': {
    entry: fc.constantFrom('s1', 's2', 's3').chain((id) =>
      fc.record({
        id: fc.constant(id),
        kind: fc.constantFrom('note', 'promise'),
        text: fc.constant(planted.note),
        area: fc.constant(shiftArea(id)),
      }),
    ),
  },
  'shift.promise-kept': { entry: fc.constantFrom('s1', 's2', 's3'), text: fc.constant(planted.note) },
  'handover.drawn-up': {
    handover: fc.constantFrom('h1', 'h2', 'h3').map((id) => ({
      id,
      area: shiftArea(id),
      items: { open: ['i1'], overdue: [], shelved: ['a1'], promises: ['s1'], gaps: ['c1'] },
      stood: {
        incidents: [{ id: 'i1', number: 'T1', priority: 2, category: 'c', state: 'reported', title: planted.title }],
        alarms: [
          { id: 'a1', condition: 'panic', subject: { kind: 'unit', id: 'u1' }, areas: [], called: planted.name },
        ],
        promises: [{ id: 's1', text: planted.note }],
      },
      text: planted.note,
    })),
  },
  // As every signature is kept: the notes leave by themselves.
  'handover.signed': {
    handover: fc.constantFrom('h1', 'h2', 'h3'),
    as: fc.constantFrom('giving', 'taking'),
    notesApart: fc.constant(true),
  },
  'shift.handed-over': { area: fc.constantFrom('s1', 's2', 's3').map(shiftArea), until: time },
  'incidents.imported': {
    import: fc.constant('0123456789abcdef'),
    incidents: fc.constant([
      {
        id: 'i9',
        category: 'public-security/theft',
        priority: 2,
        reportedAt: 1,
        times: { received: 1, closed: 4 },
        areas: ['d1'],
        source: 'test',
        sourceRef: planted.sourceRef,
      },
    ]),
  },
  'incidents.withdrawn': {
    import: fc.constant('0123456789abcdef'),
    from: fc.constant(1),
    incidents: fc.constant([{ id: 'i9', category: 'public-security/theft', reportedAt: 1 }]),
  },
  'audit.looked': { what: fc.constant('incident'), id: fc.constant(planted.actor) },
  'audit.exported': { what: fc.constant(planted.note), rows: fc.constant(3) },
  'audit.replayed': { from: time, to: time },
  'audit.session-opened': { person: fc.constant(planted.actor), how: fc.constant('password') },
  'audit.session-ended': { person: fc.constant(planted.actor), why: fc.constant('revoked') },
  'audit.sign-in-refused': {
    person: fc.constant(planted.actor),
    why: fc.constant('code'),
    from: fc.constant('203.0.113.7'),
    count: fc.constant(7),
    people: fc.constant([planted.actor]),
  },
  'audit.person-changed': {
    person: fc.constant(planted.actor),
    what: fc.constant('role'),
    role: fc.constant('officer'),
    area: fc.constantFrom(...areas),
  },
  'audit.token-changed': { name: fc.constant(planted.name), what: fc.constant('added') },
  'audit.cards-changed': {
    what: fc.constant('made'),
    card: fc.constant('cell'),
    where: fc.constantFrom(...areas),
    count: fc.constant(3),
  },
  'audit.imported': {
    what: fc.constant('ended'),
    import: fc.constant('0123456789abcdef'),
    source: fc.constant('old-system'),
    file: fc.constant(planted.name),
    rows: fc.constant(4),
    cases: fc.constant(3),
    refused: fc.constant(1),
  },
  'audit.letter-decided': {
    what: fc.constant('discarded'),
    letter: fc.constant('l1'),
    letterKind: fc.constant('dead'),
    channel: fc.constant('http'),
    incident: fc.constant('i1'),
    reason: fc.constant(planted.note),
  },
  'audit.display-approved': { name: fc.constant(planted.name), view: fc.constant('ops-wall') },
  'register.kept': {
    drawer: fc.constant('person'),
    id: fc.constant(planted.actor),
    digest: fc.constant('ef'.repeat(32)),
  },
};

/** Those that bring things about, and those that take them further, come more often. */
const often: { [Kind in Fact['kind']]?: number } = {
  'incident.reported': 5,
  'incident.triaged': 2,
  'incident.assigned': 3,
  'incident.enroute': 2,
  'incident.arrived': 2,
  'incident.resolved': 2,
  'unit.registered': 2,
  'unit.status-changed': 2,
  'alarm.raised': 2,
  'incident.linked': 2,
  'post.filled': 2,
  'danger.found': 2,
  'dispute.registered': 2,
  'handover.signed': 2,
  'bulletin.issued': 2,
};

export const factKinds = Object.keys(makers) as readonly Fact['kind'][];

/** Facts of one kind. */
function anyOf(kind: Fact['kind']): fc.Arbitrary<Fact> {
  const made: Made<string> = makers[kind];
  const fields: fc.Arbitrary<object> = 'generate' in made ? (made as fc.Arbitrary<object>) : fc.record(made);
  return fields.map((all) => ({ kind, ...all }) as Fact);
}

const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  ...factKinds.map((kind) => ({ weight: often[kind] ?? 1, arbitrary: anyOf(kind) })),
);

/** Told later, now and then; by a clock that is believed, or not. */
const anyDone = fc.constantFrom(undefined, undefined, { at: 3 }, { claimed: 4, clockOff: 90_000 });

/** Facts in any order, sensible or not: as a log might hold them at worst. */
export function anyLog(most = 60): fc.Arbitrary<LoggedFact[]> {
  const stamped = fc.tuple(anyFact, fc.boolean(), anyDone).map(([fact, exercise, done]) => ({ fact, exercise, done }));
  return fc.array(stamped, { maxLength: most, size: 'max' }).map((items) =>
    items.map(({ fact, exercise, done }, i) => {
      const by = { kind: 'person', id: planted.actor } as const;
      // As it comes out of the store: through JSON, so that no field is present and undefined.
      return JSON.parse(
        JSON.stringify({ ...fact, seq: (i + 1) as Seq, at: i + 10, by, done, ...(exercise && { exercise }) }),
      );
    }),
  );
}
