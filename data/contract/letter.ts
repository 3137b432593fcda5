import * as z from 'zod';
import { IncidentId, Time } from './ids.ts';

/** `dead`: refused, and nobody is there to be answered. `quarantined`: a report that waits for a person. */
export const LetterKind = z.enum(['dead', 'quarantined']);

export const LetterHead = z.object({
  id: z.string(),
  kind: LetterKind,
  channel: z.string(),
  /** Who sent it, where that is known. */
  source: z.string().nullable(),
  at: Time,
  reason: z.string(),
});
export type LetterHead = z.infer<typeof LetterHead>;

/** `GET /api/v1/letters`, newest first. */
export const LettersAnswer = z.object({ items: z.array(LetterHead), next: z.string().nullable() });
export type LettersAnswer = z.infer<typeof LettersAnswer>;

/** `content`: what came, as it came; null once it is deleted. `isCut`: only its beginning was kept. */
export const LetterAnswer = z.object({ ...LetterHead.shape, content: z.string().nullable(), isCut: z.boolean() });
export type LetterAnswer = z.infer<typeof LetterAnswer>;

/** What somebody decides of a letter. `release`: takes a report that waits into the intake. */
export const letterCommands = {
  release: z.strictObject({}),
  discard: z.strictObject({ reason: z.string().trim().min(1).max(300) }),
};

/** Of a release: the incident that the report became. */
export const LetterDecided = z.object({ incident: IncidentId.optional(), number: z.string().optional() });
export type LetterDecided = z.infer<typeof LetterDecided>;
