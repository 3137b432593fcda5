import * as z from 'zod';
import { Actor } from './actor.ts';
import { Alarm } from './alarm.ts';
import { Inspection } from './grid.ts';
import { AlarmId, CellId, IncidentId, InspectionId, Seq, Time, UnitId } from './ids.ts';
import { CategoryId, Due, Incident, PastIncident, Priority, Suspension } from './incident.ts';
import { Availability, ContactQuality, Unit, UnitReason } from './unit.ts';

const reason = z.string().max(500).optional();
/** Names the incident and the revision that this fact makes. */
const change = { incident: IncidentId, rev: z.int().positive() };
const crew = { ...change, unit: UnitId };

/** What happened, in the past tense. The log is nothing but these, in order. */
export const Fact = z.discriminatedUnion('kind', [
  /** `series` and the fact's seq make the case number (data/rules/case-number.ts). */
  z.object({
    kind: z.literal('incident.reported'),
    series: z.string().max(12),
    incident: Incident.omit({
      number: true,
      rev: true,
      state: true,
      assignments: true,
      exercise: true,
      resolvedBy: true,
      suspended: true,
    }),
  }),
  z.object({
    kind: z.literal('incident.triaged'),
    ...change,
    category: CategoryId,
    priority: Priority,
    due: Due,
    reason,
  }),
  z.object({ kind: z.literal('incident.assigned'), ...crew, reason }),
  z.object({ kind: z.literal('incident.accepted'), ...crew }),
  z.object({ kind: z.literal('incident.enroute'), ...crew }),
  z.object({ kind: z.literal('incident.arrived'), ...crew }),
  z.object({ kind: z.literal('incident.unassigned'), ...crew, reason }),
  z.object({ kind: z.literal('incident.resolved'), ...change, reason }),
  z.object({ kind: z.literal('incident.verified'), ...change, reason }),
  z.object({ kind: z.literal('incident.closed'), ...change, reason }),
  /** Carries the whole row, because an ended incident has left the board. */
  z.object({ kind: z.literal('incident.reopened'), incident: Incident, reason }),
  z.object({ kind: z.literal('incident.cancelled'), ...change, reason }),
  z.object({ kind: z.literal('incident.merged'), ...change, into: IncidentId, reason }),
  z.object({ kind: z.literal('incident.referred'), ...change, to: z.string().max(120).optional(), reason }),
  z.object({ kind: z.literal('incident.noted'), ...change, text: z.string().max(4000).optional() }),
  z.object({ kind: z.literal('incident.extended'), ...change, due: Due, reason }),
  z.object({ kind: z.literal('incident.suspended'), ...change, suspended: Suspension }),
  z.object({ kind: z.literal('incident.resumed'), ...change, due: Due, reason }),
  /** Ended cases from elsewhere: they count in trends and never stood on this board. */
  z.object({ kind: z.literal('incidents.imported'), incidents: z.array(PastIncident).min(1).max(1000) }),

  z.object({
    kind: z.literal('unit.registered'),
    unit: Unit.pick({ id: true, callSign: true, service: true }),
  }),
  z.object({
    kind: z.literal('unit.status-changed'),
    unit: UnitId,
    availability: Availability,
    reason: UnitReason,
    incident: IncidentId.optional(),
  }),
  z.object({ kind: z.literal('unit.contact-changed'), unit: UnitId, contact: ContactQuality }),

  z.object({ kind: z.literal('cell.staffing-changed'), cell: CellId, staffed: z.boolean() }),
  z.object({ kind: z.literal('inspection.fell-due'), inspection: Inspection.omit({ fellDue: true }) }),
  z.object({ kind: z.literal('inspection.done'), inspection: InspectionId, cell: CellId }),

  z.object({
    kind: z.literal('alarm.raised'),
    alarm: Alarm.pick({ id: true, condition: true, subject: true, priority: true, areas: true }),
  }),
  z.object({ kind: z.literal('alarm.cleared'), alarm: AlarmId }),
  z.object({ kind: z.literal('alarm.acknowledged'), alarm: AlarmId }),
  z.object({ kind: z.literal('alarm.shelved'), alarm: AlarmId, until: Time, reason }),
  z.object({ kind: z.literal('alarm.unshelved'), alarm: AlarmId }),
]);
export type Fact = z.infer<typeof Fact>;
export type FactKind = Fact['kind'];

/** What every fact carries beside its own fields. `by` is absent where the view may not see it. */
export const Stamp = z.object({
  at: Time,
  by: Actor.optional(),
  /** Invented by the demo: not a real event. */
  exercise: z.literal(true).optional(),
});
export type Stamp = z.infer<typeof Stamp>;

/** A fact on its way to the log. */
export type NewFact = Fact & Stamp;
/** A fact in the log. */
export type LoggedFact = NewFact & { seq: Seq };
export const LoggedFact = z.intersection(Fact, Stamp.extend({ seq: Seq }));
