import * as z from 'zod';
import { Actor } from './actor.ts';
import { AreaId, CellId, IncidentId, OrganisationId, PhotoId, SourceName, TaskId, Time, UnitId } from './ids.ts';
import { Owed } from './owed.ts';
import { LonLat } from './place.ts';
import { ServiceAnswers, ServiceId } from './service-answers.ts';
import { LimitClock } from './time-limit.ts';

/** 1 = life at risk … 4 = routine. */
export const Priority = z.literal([1, 2, 3, 4]);
export type Priority = z.infer<typeof Priority>;

/** Two levels, `group/kind`: `public-security/theft`. The city pack lists which exist. */
export const CategoryId = z
  .string()
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)
  .max(64);
export type CategoryId = z.infer<typeof CategoryId>;

export const openStates = ['reported', 'triaged', 'assigned', 'enroute', 'onscene', 'resolved', 'verified'] as const;
export const endedStates = ['closed', 'cancelled', 'duplicate', 'referred'] as const;
export const IncidentState = z.enum([...openStates, ...endedStates]);
export type IncidentState = z.infer<typeof IncidentState>;

/** How it came to light: somebody told us, or one of ours found it. */
export const Mode = z.enum(['reported', 'discovered']);

/** One unit sent to one incident. It leaves the list when the unit is cleared. */
export const Assignment = z.object({
  unit: UnitId,
  state: z.enum(['assigned', 'accepted', 'enroute', 'onscene']),
  since: Time,
});
export type Assignment = z.infer<typeof Assignment>;

/** When each step of the life cycle was first reached. */
export const TimePoints = z.object({
  received: Time,
  triaged: Time.optional(),
  firstAssigned: Time.optional(),
  enroute: Time.optional(),
  arrived: Time.optional(),
  resolved: Time.optional(),
  closed: Time.optional(),
});
export type TimePoints = z.infer<typeof TimePoints>;

/** By when each step must be reached; absent where the category sets no limit. */
export const Due = z.object({
  accept: Time.optional(),
  attend: Time.optional(),
  resolve: Time.optional(),
});
export type Due = z.infer<typeof Due>;

/** The clock of the time limits stands still from `since` to `until`. */
export const Suspension = z.object({ since: Time, until: Time, reason: z.string().max(500).optional() });
export type Suspension = z.infer<typeof Suspension>;

/** Most organisations on one incident. */
export const MAX_TASKS = 12;

/** So often a task is handed on; then the desk decides whose it is. */
export const MAX_PASSES = 5;

/** One organisation's part of the work on an incident (four-way linkage). */
export const Task = z.object({
  id: TaskId,
  organisation: OrganisationId,
  /** The organisation that answers for the whole; one task of an incident has it. */
  lead: z.boolean(),
  /** Accepted, done and signed off by then, or the party is overdue. */
  due: Time,
  /** What is asked of them. */
  text: z.string().max(500).optional(),
  /** Who handed it on to them, with a reason. */
  from: OrganisationId.optional(),
  /** All who have returned it: none of them is asked again by returning it. */
  passed: z.array(OrganisationId).max(MAX_PASSES).optional(),
  state: z.enum(['asked', 'accepted', 'done']),
  /** When it reached its state. */
  since: Time,
});
export type Task = z.infer<typeof Task>;

/** How far up the case has been taken: 1 = community, 2 = sub-district, 3 = district. */
export const EscalationLevel = z.literal([1, 2, 3]);
export type EscalationLevel = z.infer<typeof EscalationLevel>;

/** Who reported. It is in no view: it is read by itself, and every look is on record. */
export const Contact = z.object({
  name: z.string().max(120).optional(),
  phone: z.string().max(40).optional(),
  /** Of the answers to a service those that say who somebody is or how they live. */
  answers: ServiceAnswers.optional(),
});
export type Contact = z.infer<typeof Contact>;

/**
 * A contact under a key of its day, which is deleted after some time (server/intake/contacts). Salt and text in base64url.
 * `caller`: the number under the same key, by which it is found as long as that is there.
 */
export const SealedContact = z.object({
  day: z.iso.date(),
  salt: z.string().max(32),
  sealed: z.string().max(40_000),
  caller: z.string().max(43).optional(),
});
export type SealedContact = z.infer<typeof SealedContact>;

/** As it stands in the log: sealed, or as an older version kept it. */
export const KeptContact = z.union([SealedContact, Contact]);
export type KeptContact = z.infer<typeof KeptContact>;

/**
 * Anything that needs somebody to act. Fields that a view may not see are absent in that view
 * (tables.ts), which is why the texts and the exact place are optional.
 */
export const Incident = z.object({
  id: IncidentId,
  /** The number people say: `XN26-104233`. */
  number: z.string().max(40),
  /** +1 with every change; what `If-Match` compares. */
  rev: z.int().positive(),
  state: IncidentState,
  category: CategoryId,
  priority: Priority,
  mode: Mode,
  /** When it happened or was noticed, as the source says. */
  reportedAt: Time,
  /** The source gave the day alone: `reportedAt` is its first moment, its hour is unknown. */
  dayOnly: z.literal(true).optional(),
  times: TimePoints,
  due: Due,
  suspended: Suspension.optional(),
  /** Absent while nothing moved its limits. */
  clock: LimitClock.optional(),
  cell: CellId.optional(),
  /** District, sub-district, community: from large to small. Empty off the map. */
  areas: z.array(AreaId).max(3),
  /** It has a place, but outside every grid cell of the city. */
  offMap: z.boolean(),
  /** The place may be somebody's home: walls show its grid cell only. Never changes. */
  dwelling: z.boolean(),
  location: LonLat.optional(),
  assignments: z.array(Assignment).max(50),
  /** Absent: one organisation deals with it. */
  tasks: z.array(Task).max(MAX_TASKS).optional(),
  escalation: z.object({ level: EscalationLevel, since: Time }).optional(),
  exercise: z.boolean(),
  /** Who resolved it, so that somebody else verifies. */
  resolvedBy: Actor.optional(),
  source: SourceName.optional(),
  sourceRef: z.string().max(128).optional(),
  title: z.string().max(200).optional(),
  description: z.string().max(4000).optional(),
  address: z.string().max(300).optional(),
  contact: KeptContact.optional(),
  /** What its finder photographed. */
  photo: PhotoId.optional(),
  /** Where there is more than one. */
  morePhotos: z.array(PhotoId).max(2).optional(),
  /** The service of the city's catalogue that was asked for. */
  service: ServiceId.optional(),
  /** What its attributes were answered; what says who somebody is stands in the contact. */
  answers: ServiceAnswers.optional(),
  /** Absent: its channel owes no answer. */
  owed: Owed.optional(),
});
export type Incident = z.infer<typeof Incident>;

/** What a source says of its incident; of an update what it had not said before. */
export const Told = Incident.pick({
  category: true,
  priority: true,
  title: true,
  description: true,
  location: true,
  cell: true,
  address: true,
  contact: true,
  photo: true,
  morePhotos: true,
}).partial();
export type Told = z.infer<typeof Told>;

/** A case that had ended before it reached this log: what an import or the demo's history brings. */
export const PastIncident = z.object({
  id: IncidentId,
  category: CategoryId,
  priority: Priority,
  reportedAt: Time,
  dayOnly: z.literal(true).optional(),
  times: TimePoints,
  cell: CellId.optional(),
  areas: z.array(AreaId).max(3),
  location: LonLat.optional(),
  source: SourceName,
  sourceRef: z.string().max(128),
});
export type PastIncident = z.infer<typeof PastIncident>;

/** What must be known of a past case to count it out again. `source` is absent in logs of before it was counted. */
export const Withdrawn = PastIncident.pick({
  id: true,
  category: true,
  reportedAt: true,
  dayOnly: true,
  cell: true,
}).extend({
  source: SourceName.optional(),
});

/**
 * Where a count comes from: the source by name, with `/day` after it where it gave the day alone, so
 * that its hour counts nowhere. Empty for what was reported through no source.
 */
export function originOf({ source, dayOnly }: Pick<Incident, 'source' | 'dayOnly'>): string {
  return `${source ?? ''}${dayOnly ? DAY_ONLY : ''}`;
}
const DAY_ONLY = '/day';
export const isTimed = (origin: string) => !origin.endsWith(DAY_ONLY);
export const sourceOf = (origin: string) => (isTimed(origin) ? origin : origin.slice(0, -DAY_ONLY.length));
