import * as z from 'zod';
import { Dispute, DisputeContent, DisputeState } from '../dispute.ts';
import { DisputeId, Time } from '../ids.ts';

/** Names the dispute and the revision that this fact makes. */
const change = { dispute: DisputeId, rev: z.int().positive() };
/** What of the content is new; absent in every view. */
const content = DisputeContent.partial().optional();
const text = z.string().max(4000).optional();

export const disputeFacts = [
  /** `series` and the fact's seq make the number. */
  z.object({
    kind: z.literal('dispute.registered'),
    series: z.string().max(12),
    dispute: Dispute.pick({ id: true, areas: true }),
    content: DisputeContent.omit({ number: true }).optional(),
  }),
  /** It reached another state; the clocks of the state it left are gone. */
  z.object({
    kind: z.literal('dispute.moved'),
    ...change,
    state: DisputeState,
    confirmBy: Time.optional(),
    performBy: Time.optional(),
    followUpBy: Time.optional(),
    content,
    text,
  }),
  /** Something about it is new while it stays where it is: a session, a handler, a note. `confirmed` ends that clock. */
  z.object({
    kind: z.literal('dispute.noted'),
    ...change,
    confirmed: z.literal(true).optional(),
    content,
    text,
  }),
  /** Visited after its end; the case leaves the board. */
  z.object({ kind: z.literal('dispute.followed-up'), ...change, holds: z.boolean(), text }),
] as const;
