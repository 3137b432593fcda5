import type { Fact, FactKind } from './fact.ts';
import type { Seq } from './ids.ts';
import { desk, inside, leaders, nobody, seenBy, type Sight } from './sight.ts';
import type { Stamp } from './stamp.ts';
import { actorSight, tables, type TableName } from './tables.ts';

type FactOf<Kind extends FactKind> = Extract<Fact, { kind: Kind }>;
type FieldOf<Kind extends FactKind> = Exclude<keyof FactOf<Kind>, 'kind'> & string;

/**
 * How the areas of a fact are found: it carries a row (from then on known), it changes a row that
 * is known (one that is not is of no area), it is about a cell or a shift (the city's is everywhere),
 * or it is the same in every area.
 */
export type FactAreas<Field extends string = string> =
  | 'everywhere'
  | { readonly carries: TableName; readonly in: Field }
  | { readonly changes: TableName; readonly by: Field }
  | { readonly cell: Field }
  | { readonly shiftOf: Field };

/** Who may see what of a kind of fact, and in which area. A view that may see no field does not get the fact. */
export type FactSight<Kind extends FactKind = FactKind> = {
  readonly areas: FactAreas<FieldOf<Kind>>;
  readonly sight: Sight<Omit<FactOf<Kind>, 'kind'>>;
  /** Where it is not the usual one. */
  readonly stamp?: StampSight;
};
type StampSight = Sight<Stamp & { seq: Seq }>;

/** Of what every fact carries. */
export const stampSight: StampSight = {
  ...seenBy(inside, 'seq', 'at', 'exercise'),
  by: actorSight(desk),
  // What the rows that it makes say of it, and no more.
  done: { at: inside, ...seenBy(desk, 'claimed', 'clockOff') },
};

const ofIncident = { areas: { changes: 'incidents', by: 'incident' } } as const;
const ofAlarm = { areas: { changes: 'alarms', by: 'alarm' } } as const;
const ofDanger = { areas: { changes: 'dangers', by: 'danger' } } as const;
/** Which of the handlers moves a case is theirs to know. */
const ofCases = { stamp: { ...stampSight, by: actorSight(nobody) } } as const;
const ofDispute = { ...ofCases, areas: { changes: 'disputes', by: 'dispute' } } as const;
const ofBulletin = { areas: { changes: 'bulletins', by: 'bulletin' } } as const;
const ofCell = { areas: { cell: 'cell' } } as const;
const everywhere = { areas: 'everywhere' } as const;

const incident = { ...seenBy(inside, 'incident', 'rev'), reason: desk };
const crew = { ...incident, unit: inside };
const limit = { ...incident, due: tables.incidents.sight.due };
const task = { ...incident, task: inside };
const danger = { ...seenBy(inside, 'danger', 'rev'), reason: desk };
const dispute = { ...seenBy(inside, 'dispute', 'rev'), content: tables.disputes.sight.content, text: nobody };
const alarm = { alarm: inside };
const bulletin = seenBy(inside, 'bulletin', 'rev');

/**
 * Every kind of fact that any view may see. Kinds that nobody has judged do not compile; `nobody`
 * is on record and in no view.
 */
export const factSights: { readonly [Kind in FactKind]: FactSight<Kind> | 'nobody' } = {
  'incident.reported': {
    areas: { carries: 'incidents', in: 'incident' },
    sight: { series: inside, incident: tables.incidents.sight },
  },
  'incident.triaged': { ...ofIncident, sight: { ...limit, ...seenBy(inside, 'category', 'priority') } },
  'incident.assigned': { ...ofIncident, sight: crew },
  'incident.accepted': { ...ofIncident, sight: crew },
  'incident.enroute': { ...ofIncident, sight: crew },
  'incident.arrived': { ...ofIncident, sight: crew },
  'incident.unassigned': { ...ofIncident, sight: crew },
  'incident.resolved': { ...ofIncident, sight: crew },
  'incident.verified': { ...ofIncident, sight: incident },
  'incident.closed': { ...ofIncident, sight: { ...incident, unsigned: inside } },
  'incident.reopened': {
    areas: { carries: 'incidents', in: 'incident' },
    sight: { incident: tables.incidents.sight, reason: desk },
  },
  'incident.cancelled': { ...ofIncident, sight: incident },
  'incident.merged': { ...ofIncident, sight: { ...incident, into: inside } },
  'incident.referred': { ...ofIncident, sight: { ...incident, to: desk } },
  'incident.updated': {
    ...ofIncident,
    sight: {
      ...seenBy(inside, 'incident', 'rev', 'priority'),
      said: {
        ...seenBy(
          desk,
          'category',
          'priority',
          'title',
          'description',
          'location',
          'cell',
          'address',
          'photo',
          'morePhotos',
        ),
        contact: tables.incidents.sight.contact,
      },
    },
  },
  'incident.noted': { ...ofIncident, sight: { ...incident, text: desk } },
  'incident.extended': { ...ofIncident, sight: { ...limit, granted: tables.incidents.sight.clock.moved.granted } },
  'incident.suspended': { ...ofIncident, sight: { ...incident, suspended: tables.incidents.sight.suspended } },
  'incident.resumed': { ...ofIncident, sight: { ...limit, paused: tables.incidents.sight.clock.moved.paused } },
  'incident.linked': { ...ofIncident, sight: { ...incident, task: tables.incidents.sight.tasks } },
  'incident.task-accepted': { ...ofIncident, sight: task },
  'incident.task-done': { ...ofIncident, sight: task },
  'incident.task-withdrawn': { ...ofIncident, sight: task },
  'incident.task-returned': { ...ofIncident, sight: { ...task, ...seenBy(inside, 'from', 'to', 'next', 'taskDue') } },
  'incident.escalated': { ...ofIncident, sight: { ...incident, level: inside } },
  'incident.answer-owed': {
    ...ofIncident,
    sight: { ...incident, others: { ...seenBy(inside, 'id', 'number'), callable: desk } },
  },
  'incident.replied': {
    ...ofIncident,
    sight: {
      ...incident,
      reply: { ...seenBy(inside, 'outcome', 'due'), ...seenBy(desk, 'text', 'to', 'reason', 'decidedBy', 'photo') },
    },
  },
  'incident.called-back': { ...ofIncident, sight: { ...incident, ...seenBy(inside, 'reached', 'from'), text: desk } },
  'incident.rated': {
    ...ofIncident,
    sight: { ...incident, ...seenBy(inside, 'satisfied', 'stars', 'from'), text: desk },
  },
  'incident.worded': { ...ofIncident, sight: { ...incident, ...seenBy(desk, 'text', 'from') } },
  'incidents.imported': 'nobody',
  'incidents.withdrawn': 'nobody',

  'unit.registered': { ...everywhere, sight: { unit: tables.units.sight } },
  'unit.status-changed': { ...everywhere, sight: seenBy(inside, 'unit', 'availability', 'reason', 'incident') },
  'unit.described': {
    ...everywhere,
    sight: { unit: inside, callSign: tables.units.sight.callSign, service: tables.units.sight.service },
  },
  'unit.removed': { ...everywhere, sight: { unit: inside, reason: desk } },
  'unit.restored': { ...everywhere, sight: { unit: inside, reason: desk } },
  'unit.contact-changed': { ...everywhere, sight: seenBy(inside, 'unit', 'contact') },
  'unit.panicked': { ...everywhere, sight: { unit: inside } },
  'unit.panic-ended': { ...everywhere, sight: { unit: inside, reason: desk } },
  'unit.checked-in': { ...everywhere, sight: { unit: inside } },

  'cell.staffing-changed': { ...ofCell, sight: seenBy(inside, 'cell', 'staffed') },
  'post.filled': { ...ofCell, sight: { cell: inside, post: tables.cells.sight.posts } },
  'post.vacated': { ...ofCell, sight: { ...seenBy(inside, 'cell', 'role'), reason: desk } },
  'inspection.fell-due': {
    areas: { carries: 'inspections', in: 'inspection' },
    sight: { inspection: tables.inspections.sight },
  },
  'inspection.done': {
    ...ofCell,
    sight: {
      ...seenBy(inside, 'inspection', 'cell', 'checklist'),
      answers: seenBy(desk, 'item', 'ok', 'note', 'photo'),
    },
  },

  'danger.found': { areas: { carries: 'dangers', in: 'danger' }, sight: { danger: tables.dangers.sight } },
  'danger.ordered': { ...ofDanger, sight: { ...danger, ...seenBy(inside, 'organisation', 'due') } },
  'danger.rectifying': { ...ofDanger, sight: danger },
  'danger.rectified': { ...ofDanger, sight: { ...danger, rectifiedBy: tables.dangers.sight.rectifiedBy } },
  'danger.sent-back': { ...ofDanger, sight: { ...danger, due: inside } },
  'danger.cleared': { ...ofDanger, sight: danger },

  'alarm.raised': { areas: { carries: 'alarms', in: 'alarm' }, sight: { alarm: tables.alarms.sight } },
  'alarm.cleared': { ...ofAlarm, sight: alarm },
  'alarm.acknowledged': { ...ofAlarm, sight: alarm },
  'alarm.shelved': { ...ofAlarm, sight: { ...alarm, until: inside, reason: desk } },
  'alarm.unshelved': { ...ofAlarm, sight: alarm },
  'alarm.suppressed': { ...ofAlarm, sight: { ...alarm, under: inside } },
  'alarm.unsuppressed': { ...ofAlarm, sight: alarm },
  'alarm-rule.taken-out': { ...everywhere, sight: { ...seenBy(inside, 'condition', 'until'), reason: desk } },
  'alarm-rule.returned': { ...everywhere, sight: { condition: inside } },

  'dispute.registered': {
    ...ofCases,
    areas: { carries: 'disputes', in: 'dispute' },
    sight: { series: inside, dispute: tables.disputes.sight, content: tables.disputes.sight.content },
  },
  'dispute.moved': {
    ...ofDispute,
    sight: { ...dispute, ...seenBy(inside, 'state', 'confirmBy', 'performBy', 'followUpBy') },
  },
  'dispute.noted': { ...ofDispute, sight: { ...dispute, confirmed: inside } },
  'dispute.followed-up': { ...ofDispute, sight: { ...dispute, holds: inside } },

  'shift.noted': { areas: { carries: 'shift', in: 'entry' }, sight: { entry: tables.shift.sight } },
  'shift.promise-kept': { areas: { changes: 'shift', by: 'entry' }, sight: seenBy(leaders, 'entry', 'text') },
  'shift.handed-over': { areas: { shiftOf: 'area' }, sight: seenBy(leaders, 'area', 'until') },
  'handover.drawn-up': { areas: { carries: 'handovers', in: 'handover' }, sight: { handover: tables.handovers.sight } },
  'handover.signed': {
    areas: { changes: 'handovers', by: 'handover' },
    sight: seenBy(leaders, 'handover', 'as', 'notesApart'),
  },

  'bulletin.issued': { areas: { carries: 'bulletins', in: 'bulletin' }, sight: { bulletin: tables.bulletins.sight } },
  'bulletin.updated': {
    areas: { carries: 'bulletins', in: 'bulletin' },
    sight: { bulletin: tables.bulletins.sight },
  },
  'bulletin.replaced': { ...ofBulletin, sight: { ...bulletin, into: inside } },
  'bulletin.cancelled': { ...ofBulletin, sight: { ...bulletin, reason: desk } },
  'bulletin.expired': { ...ofBulletin, sight: bulletin },
  'bulletin.acknowledged': { ...ofBulletin, sight: bulletin },

  'audit.looked': 'nobody',
  'audit.exported': 'nobody',
  'audit.replayed': 'nobody',
  'audit.session-opened': 'nobody',
  'audit.session-ended': 'nobody',
  'audit.sign-in-refused': 'nobody',
  'audit.person-changed': 'nobody',
  'audit.token-changed': 'nobody',
  'audit.cards-changed': 'nobody',
  'audit.imported': 'nobody',
  'audit.letter-decided': 'nobody',
  'audit.display-approved': 'nobody',

  'register.kept': 'nobody',
};
