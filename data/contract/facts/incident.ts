import * as z from 'zod';
import { ImportId, IncidentId, OrganisationId, Seq, TaskId, Time, UnitId } from '../ids.ts';
import {
  Withdrawn,
  CategoryId,
  Due,
  EscalationLevel,
  Incident,
  PastIncident,
  Priority,
  Suspension,
  Task,
  Told,
} from '../incident.ts';
import { MAX_OTHERS, OtherCaller, Rating, Reply } from '../owed.ts';
import { Grant, Pause } from '../time-limit.ts';

const reason = z.string().max(500).optional();
/** Names the incident and the revision that this fact makes. */
const change = { incident: IncidentId, rev: z.int().positive() };
/** The duplicate by which they reported, where it was another one. */
const from = IncidentId.optional();
const crew = { ...change, unit: UnitId };

export const incidentFacts = [
  /** `series` and the fact's seq make the case number (data/fold/case-number.ts). */
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
  /** `unit`: it left with that. */
  z.object({ kind: z.literal('incident.resolved'), ...change, unit: UnitId.optional(), reason }),
  z.object({ kind: z.literal('incident.verified'), ...change, reason }),
  /** `unsigned`: the tasks that nobody had signed off; then there is a reason. */
  z.object({ kind: z.literal('incident.closed'), ...change, unsigned: z.array(TaskId).optional(), reason }),
  /** Carries the whole row, because an ended incident has left the board. */
  z.object({ kind: z.literal('incident.reopened'), incident: Incident, reason }),
  z.object({ kind: z.literal('incident.cancelled'), ...change, reason }),
  z.object({ kind: z.literal('incident.merged'), ...change, into: IncidentId, reason }),
  z.object({ kind: z.literal('incident.referred'), ...change, to: z.string().max(120).optional(), reason }),
  /**
   * The source that reported it says otherwise. `priority`: what it is from then on; it only rises. Every
   * fact in the log has `said`; a view that may see nothing of it gets none.
   */
  z.object({ kind: z.literal('incident.updated'), ...change, priority: Priority, said: Told.optional() }),
  z.object({ kind: z.literal('incident.noted'), ...change, text: z.string().max(4000).optional() }),
  /** Without `granted`, or `paused` below: from before these were kept. */
  z.object({ kind: z.literal('incident.extended'), ...change, due: Due, granted: Grant.optional(), reason }),
  z.object({ kind: z.literal('incident.suspended'), ...change, suspended: Suspension }),
  z.object({ kind: z.literal('incident.resumed'), ...change, due: Due, paused: Pause.optional(), reason }),
  z.object({ kind: z.literal('incident.linked'), ...change, task: Task.omit({ state: true, since: true }) }),
  z.object({ kind: z.literal('incident.task-accepted'), ...change, task: TaskId }),
  /** Done and signed off. */
  z.object({ kind: z.literal('incident.task-done'), ...change, task: TaskId, reason }),
  z.object({ kind: z.literal('incident.task-withdrawn'), ...change, task: TaskId, reason }),
  /** `from` says that it is not theirs, and names whose it is: `to`, who is asked with the task `next`, by when it was due all along. */
  z.object({
    kind: z.literal('incident.task-returned'),
    ...change,
    task: TaskId,
    from: OrganisationId,
    to: OrganisationId,
    next: TaskId,
    taskDue: Time,
    reason,
  }),
  z.object({ kind: z.literal('incident.escalated'), ...change, level: EscalationLevel, reason }),
  /** Those who are owed an answer have reported the same. Without `others`: from before they were told apart. */
  z.object({
    kind: z.literal('incident.answer-owed'),
    ...change,
    others: z
      .array(OtherCaller.pick({ id: true, number: true, callable: true }))
      .max(MAX_OTHERS)
      .optional(),
  }),
  z.object({ kind: z.literal('incident.replied'), ...change, reply: Reply }),
  z.object({
    kind: z.literal('incident.called-back'),
    ...change,
    reached: z.boolean(),
    text: z.string().max(2000).optional(),
    from,
  }),
  z.object({
    kind: z.literal('incident.rated'),
    ...change,
    ...Rating.shape,
    text: z.string().max(2000).optional(),
    from,
  }),
  /** Whoever reported says something more. */
  z.object({ kind: z.literal('incident.worded'), ...change, text: z.string().max(2000).optional(), from }),
  /** Ended cases from elsewhere: they count in trends and never stood on this board. */
  z.object({
    kind: z.literal('incidents.imported'),
    import: ImportId.optional(),
    incidents: z.array(PastIncident).min(1).max(1000),
  }),
  /** Of what fact `from` brought, these never were; what somebody has worked on since is not among them. */
  z.object({
    kind: z.literal('incidents.withdrawn'),
    import: ImportId,
    from: Seq,
    incidents: z.array(Withdrawn).max(1000),
  }),
] as const;
