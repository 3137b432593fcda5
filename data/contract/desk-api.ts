import * as z from 'zod';
import { Alarm, AlarmCondition, AlarmPriority, AlarmSubject, OutOfService } from './alarm.ts';
import { ToldBulletin } from './bulletin.ts';
import { Danger } from './danger.ts';
import { Dispute, DisputeState } from './dispute.ts';
import { LoggedFact } from './fact.ts';
import { Cell, CellStatus, Inspection, Post } from './grid.ts';
import { AreaId, CellId, IncidentId, OrganisationId, PersonId, Seq, Time, UnitId } from './ids.ts';
import { Contact, Incident } from './incident.ts';
import { Person } from './person.ts';
import { Handover, HandoverItems, ShiftEntry } from './shift.ts';
import { Unit } from './unit.ts';

/** What a command made: the seq of its first fact, and the revision where the thing has one. */
export const CommandAnswer = z.object({ seq: Seq, id: z.string(), rev: z.int().positive().optional() });
export type CommandAnswer = z.infer<typeof CommandAnswer>;

/** `GET /api/v1/incidents/{id}/recommended`: who could be sent, best first. */
export const Recommendation = z.object({
  unit: UnitId,
  callSign: z.string().optional(),
  service: z.string(),
  /** Expected over the city's streets, seconds; null = no way found or no place known. */
  travelSeconds: z.number().nullable(),
  metres: z.number().nullable(),
  /** Age of the fix that it is reckoned from, ms; null = never heard. */
  fixAgeMs: z.number().nullable(),
  /** 0 = the best service for this category, 1 = the next; null = not one of them. */
  serviceRank: z.int().nullable(),
  /** Incidents it has been sent to in the last 8 hours. */
  recentLoad: z.int(),
  /** Free now, or after it leaves what it does. */
  free: z.boolean(),
  /** Why it stands where it stands: keys of words with their numbers. */
  reasons: z.array(
    z.object({
      key: z.enum(['nearest', 'minutes', 'best-service', 'other-service', 'load', 'busy', 'late-fix', 'no-way']),
      value: z.number().optional(),
    }),
  ),
});
export type Recommendation = z.infer<typeof Recommendation>;
export const Recommendations = z.object({ asOf: Time, items: z.array(Recommendation) });
export type Recommendations = z.infer<typeof Recommendations>;

/** `GET /api/v1/incidents/{id}/duplicates`: open incidents that may be the same, likeliest first. */
export const DuplicateCandidates = z.object({
  asOf: Time,
  items: z.array(
    z.object({ incident: IncidentId, metres: z.number().nullable(), minutes: z.number(), sameCategory: z.boolean() }),
  ),
});
export type DuplicateCandidates = z.infer<typeof DuplicateCandidates>;

/** `GET /api/v1/incidents/{id}`: the row, its facts, and what may be done now by the caller. */
export const IncidentAnswer = Incident.extend({ timeline: z.array(LoggedFact), allowed: z.array(z.string()) });
export type IncidentAnswer = z.infer<typeof IncidentAnswer>;

/** `GET /api/v1/incidents/{id}/contact`: who reported, and whom its source named later, oldest first; `deleted`: there was one. */
export const ContactAnswer = z.object({
  items: z.array(Contact.extend({ at: Time, deleted: z.literal(true).optional() })),
});
export type ContactAnswer = z.infer<typeof ContactAnswer>;

/** `GET /api/v1/work`: everything that waits for the signed-in person, small enough for a poor line; with `ETag`. */
export const Work = z.object({
  asOf: Time,
  seq: Seq,
  person: Person,
  unit: Unit.optional(),
  /** Incidents that the person's unit is sent to, or that carry a task of the person's organisation. */
  incidents: z.array(Incident),
  inspections: z.array(Inspection),
  dangers: z.array(Danger),
  /** Cells where the person holds a post. */
  cells: z.array(Cell),
  /** Bulletins that hold now where the person works, the gravest first; absent in what a phone kept of an older version. */
  bulletins: z.array(ToldBulletin).optional(),
});
export type Work = z.infer<typeof Work>;

/** `GET /api/v1/cells/{id}?on=2026-11-01`: how a cell stands, and who was responsible on a day. */
export const CellAnswer = z.object({
  cell: Cell,
  status: CellStatus,
  inspections: z.array(Inspection),
  dangers: z.array(Danger),
  /** Who was responsible on that day (city time); the present when no day was asked for. */
  responsible: z.array(Post),
  /** Posts, visits and dangers of this cell, newest first. */
  history: z.array(LoggedFact),
});
export type CellAnswer = z.infer<typeof CellAnswer>;

/** `GET /api/v1/communities/{id}`: one community in one answer. */
export const CommunityAnswer = z.object({
  asOf: Time,
  community: AreaId,
  incidents: z.array(Incident),
  inspections: z.array(Inspection),
  dangers: z.array(Danger),
  alarms: z.array(Alarm),
  cells: z.array(Cell.extend({ status: CellStatus })),
  disputes: z.array(z.object({ state: DisputeState, count: z.int(), oldest: Time })),
  /** Incidents of each of the last 12 weeks, oldest first; Monday 00:00 city time. */
  weeks: z.array(z.object({ from: Time, count: z.int() })),
  /** The last 28 days against the 28 before, with the verdict of the two-rates test. */
  change: z.object({
    now: z.int(),
    before: z.int(),
    p: z.number(),
    verdict: z.enum(['more', 'fewer', 'no-evidence', 'too-few']),
  }),
  organisations: z.array(OrganisationId),
});
export type CommunityAnswer = z.infer<typeof CommunityAnswer>;

/** Why an alarm stands and what to do, as keys of words with what to fill in; times in ms since 1970. */
export const AlarmExplanation = z.object({
  why: z.string(),
  response: z.string(),
  /** Who must respond. */
  responder: z.enum(['supervisor', 'admin']),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** `GET /api/v1/alarms`: what stands, as a position is told of it: the gravest first, then the newest. */
export const AlarmsAnswer = z.object({
  asOf: Time,
  /** How many the filter finds; `items` are the first of them. */
  total: z.int(),
  /** `told` says how it is told now. */
  items: z.array(
    Alarm.extend({
      /** One by one; in a group of its condition; or not, because it is shelved or suppressed. */
      told: z.enum(['alone', 'grouped', 'shelved', 'suppressed']),
      explanation: AlarmExplanation,
      allowed: z.array(z.string()),
    }),
  ),
  groups: z.array(
    z.object({ condition: AlarmCondition, count: z.int(), priority: AlarmPriority, oldest: Time, newest: Time }),
  ),
  flood: z.boolean(),
  shelved: z.int(),
  suppressed: z.int(),
});
export type AlarmsAnswer = z.infer<typeof AlarmsAnswer>;

/** `GET /api/v1/alarm-rules`: what is watched, and what is out of service. */
export const AlarmRulesAnswer = z.object({
  items: z.array(
    z.object({
      condition: AlarmCondition,
      subject: AlarmSubject.shape.kind,
      priorities: z.array(AlarmPriority),
      /** Milliseconds. */
      onDelay: z.number(),
      offDelay: z.number(),
      responder: AlarmExplanation.shape.responder,
      /** The conditions that say all of it while they stand. */
      suppressedUnder: z.array(AlarmCondition),
      outOfService: OutOfService.nullable(),
      allowed: z.array(z.string()),
    }),
  ),
});
export type AlarmRulesAnswer = z.infer<typeof AlarmRulesAnswer>;

/** `GET /api/v1/alarms/performance?hours=24`: how the alarm system itself performs (ISA-18.2, clause 16). */
export const AlarmPerformance = z.object({
  asOf: Time,
  from: Time,
  /** Annunciations of every 10 minutes, oldest first. */
  tenMinutes: z.array(z.object({ from: Time, count: z.int() })),
  perHour: z.number(),
  /** Share of 10-minute spans with more than 10. */
  floodShare: z.number(),
  /** Active for more than 24 hours. */
  standing: z.array(Alarm),
  /** Raised 3 times or more within any 10 minutes. */
  chattering: z.array(z.object({ alarm: z.string(), condition: AlarmCondition, times: z.int() })),
  byCondition: z.array(z.object({ condition: AlarmCondition, count: z.int(), medianAckMs: z.number().nullable() })),
  unacknowledged: z.int(),
  shelved: z.int(),
  suppressed: z.int(),
});
export type AlarmPerformance = z.infer<typeof AlarmPerformance>;

/** `GET /api/v1/disputes`: counts for everybody, cases for their handlers. */
export const DisputesAnswer = z.object({
  asOf: Time,
  counts: z.array(z.object({ state: DisputeState, count: z.int(), oldest: Time })),
  items: z.array(Dispute),
});
export type DisputesAnswer = z.infer<typeof DisputesAnswer>;

/** `GET /api/v1/disputes/{id}`, for its handlers. */
export const DisputeAnswer = Dispute.extend({ timeline: z.array(LoggedFact), allowed: z.array(z.string()) });
export type DisputeAnswer = z.infer<typeof DisputeAnswer>;

/** `GET /api/v1/handovers/draft`: what a hand-over drawn up now would hold, and what has changed since the last. */
export const HandoverDraft = z.object({
  asOf: Time,
  items: HandoverItems,
  last: Handover.omit({ stood: true }).nullable(),
  since: z.object({
    from: Time,
    reported: z.int(),
    ended: z.int(),
    newlyOverdue: z.array(IncidentId),
    newGaps: z.array(CellId),
    closedGaps: z.array(CellId),
    promisesMade: z.int(),
    promisesKept: z.int(),
  }),
});
export type HandoverDraft = z.infer<typeof HandoverDraft>;

/** `GET /api/v1/shift`: the log of the shift, and `GET /api/v1/handovers`: past ones, newest first. */
export const ShiftAnswer = z.object({ asOf: Time, entries: z.array(ShiftEntry) });
export const HandoversAnswer = z.object({
  items: z.array(Handover.omit({ stood: true })),
  next: z.string().nullable(),
});
export type HandoversAnswer = z.infer<typeof HandoversAnswer>;

/** `GET /api/v1/audit`: newest first. */
export const AuditAnswer = z.object({
  items: z.array(LoggedFact),
  /** What people call the things of these lines, by id: the number of an incident or a dispute, the cell of a danger. */
  called: z.record(z.string(), z.string()),
  next: z.string().nullable(),
});
export type AuditAnswer = z.infer<typeof AuditAnswer>;

/** `GET /api/v1/people`: whom one works with. */
export const PeopleAnswer = z.object({ items: z.array(Person) });
export type PeopleAnswer = z.infer<typeof PeopleAnswer>;

/** Namespace `/desk`, event `present`: who has what open just now. Sent whole whenever it changes. */
export const Present = z.array(z.object({ person: PersonId, name: z.string(), incident: IncidentId.nullable() }));
export type Present = z.infer<typeof Present>;
