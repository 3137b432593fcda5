import * as z from 'zod';
import { freeText } from '../kit/text.ts';
import { AreaId, CellId, DisputeId, PersonId, Time } from './ids.ts';

export const openDisputeStates = ['registered', 'screened', 'accepted', 'mediating', 'agreed', 'performing'] as const;
/** Each of these ends the case but for its follow-up visit. */
export const settledDisputeStates = ['referred', 'declined', 'failed', 'withdrawn', 'performed', 'breached'] as const;
export const DisputeState = z.enum([...openDisputeStates, ...settledDisputeStates]);
export type DisputeState = z.infer<typeof DisputeState>;

export const DisputeKind = z.enum([
  'neighbours',
  'family',
  'property-management',
  'tenancy',
  'wages',
  'consumer',
  'traffic-damage',
  'land',
  'other',
]);
export type DisputeKind = z.infer<typeof DisputeKind>;

/** A mediation session: planned for `at`, then held or not. */
export const MediationSession = z.object({
  at: Time,
  held: z.boolean().optional(),
  outcome: z.string().max(2000).optional(),
});

/** The agreement goes to court for confirmation within 30 days, if the parties wish so. */
export const Confirmation = z.enum(['applied', 'confirmed', 'refused', 'waived']);

/** What only the handlers of a dispute may read. */
export const DisputeContent = z.object({
  /** The number people say: `XN26-D104`. */
  number: z.string().max(40),
  kind: DisputeKind,
  cell: CellId.optional(),
  parties: z.array(z.object({ name: freeText(120), phone: freeText(40).optional() })).max(10),
  summary: z.string().max(4000),
  /** Everybody who may read this; the mediator is one of them. */
  handlers: z.array(PersonId).max(10),
  mediator: PersonId.optional(),
  sessions: z.array(MediationSession).max(50),
  agreement: z.string().max(4000).optional(),
  confirmation: Confirmation.optional(),
});
export type DisputeContent = z.infer<typeof DisputeContent>;

/**
 * A case of the dispute station. In every view `content` is absent: all that a feed carries is
 * the stage, its clocks and the area, which is what counts by stage and age are made of. The
 * content is read case by case, by its handlers.
 */
export const Dispute = z.object({
  id: DisputeId,
  /** +1 with every change; what `If-Match` compares. */
  rev: z.int().positive(),
  state: DisputeState,
  /** When it reached its state. */
  since: Time,
  registered: Time,
  areas: z.array(AreaId).max(3),
  /** The court must have been asked by then: 30 days after the agreement. */
  confirmBy: Time.optional(),
  performBy: Time.optional(),
  /** A visit after the end, to see whether it holds. */
  followUpBy: Time.optional(),
  content: DisputeContent.optional(),
  exercise: z.boolean(),
});
export type Dispute = z.infer<typeof Dispute>;
