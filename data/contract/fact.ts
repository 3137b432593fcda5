import * as z from 'zod';
import { Actor } from './actor.ts';
import { alarmFacts } from './facts/alarm.ts';
import { auditFacts } from './facts/audit.ts';
import { disputeFacts } from './facts/dispute.ts';
import { gridFacts } from './facts/grid.ts';
import { incidentFacts } from './facts/incident.ts';
import { shiftFacts } from './facts/shift.ts';
import { unitFacts } from './facts/unit.ts';
import { Seq, Time } from './ids.ts';

/** What happened, in the past tense. The log is nothing but these, in order. */
export const Fact = z.discriminatedUnion('kind', [
  ...incidentFacts,
  ...unitFacts,
  ...gridFacts,
  ...alarmFacts,
  ...disputeFacts,
  ...shiftFacts,
  ...auditFacts,
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
