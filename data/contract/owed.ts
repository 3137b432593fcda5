import * as z from 'zod';
import { IncidentId, PhotoId, Time } from './ids.ts';

/**
 * `done`: it is done. `planned`: by a day that is named; the last word is still owed. `handed-over`: somebody
 * who is named deals with it now. `not-done`: it will not be done, with why and who decided.
 */
export const ReplyOutcome = z.enum(['done', 'planned', 'handed-over', 'not-done']);
export type ReplyOutcome = z.infer<typeof ReplyOutcome>;

/** 1 = not at all satisfied … 5 = very. */
export const Stars = z.literal([1, 2, 3, 4, 5]);

/** What whoever reported is told. Where a field belongs to an outcome, the rule says (data/rules/decide-reply.ts). */
export const Reply = z.object({
  outcome: ReplyOutcome,
  /** In plain words; absent where the view may not see it. */
  text: z.string().max(2000).optional(),
  /** By when what is planned will be done. */
  due: Time.optional(),
  /** Who deals with it now. */
  to: z.string().max(120).optional(),
  reason: z.string().max(500).optional(),
  decidedBy: z.string().max(120).optional(),
  /** The result. */
  photo: PhotoId.optional(),
});
export type Reply = z.infer<typeof Reply>;

/** What they say of a reply. */
export const Rating = z.object({ satisfied: z.boolean(), stars: Stars.optional() });

/** Most words of theirs that one case takes after its first reply. */
export const MAX_WORDS = 20;

/** Most duplicates whose reporters one case tells. */
export const MAX_OTHERS = 100;

const Calls = z.object({ tries: z.int().positive(), last: Time, reached: z.boolean() });

/** Somebody who reported the same: their own report is a duplicate, and they are told what becomes of this case. */
export const OtherCaller = z.object({
  id: IncidentId,
  /** Of their report. */
  number: z.string().max(40),
  /** They left a number. */
  callable: z.literal(true).optional(),
  /** Calls back to them since the newest reply. */
  calls: Calls.optional(),
  /** They have said what they think of it. */
  heard: z.literal(true).optional(),
});
export type OtherCaller = z.infer<typeof OtherCaller>;

/**
 * What is owed to whoever reported: a reply, a call back, an ear. An incident whose channel owes no answer has
 * none of it. What was said is in the facts; here is how it stands.
 */
export const Owed = z.object({
  /** They left a number. */
  callable: z.literal(true).optional(),
  /** The newest since the case was last taken up. */
  reply: Reply.pick({ outcome: true, due: true, to: true }).extend({ at: Time }).optional(),
  /** Calls back since that reply. */
  calls: Calls.optional(),
  /** Of that reply, by whoever said it last. */
  rating: Rating.extend({ at: Time }).optional(),
  /** When they objected or asked anew, after the first reply. */
  words: z.array(Time).max(MAX_WORDS).optional(),
  /** How often it has come back after a reply. */
  returns: z.int().positive().optional(),
  /** Whoever reported the case itself has said what they think of that reply. */
  heard: z.literal(true).optional(),
  /** Only reporters of duplicates are owed an answer; the channel of the case itself owes none. */
  onlyOthers: z.literal(true).optional(),
  others: z.array(OtherCaller).max(MAX_OTHERS).optional(),
});
export type Owed = z.infer<typeof Owed>;
