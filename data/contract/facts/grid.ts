import * as z from 'zod';
import { Actor } from '../actor.ts';
import { Answer, Inspection, Post, PostRole } from '../grid.ts';
import { CellId, DangerId, InspectionId, OrganisationId, Time } from '../ids.ts';
import { Danger } from '../danger.ts';

const reason = z.string().max(500).optional();
/** Names the danger and the revision that this fact makes. */
const change = { danger: DangerId, rev: z.int().positive() };

export const gridFacts = [
  z.object({ kind: z.literal('cell.staffing-changed'), cell: CellId, staffed: z.boolean() }),
  /** `post` is absent where the view may not see who. */
  z.object({ kind: z.literal('post.filled'), cell: CellId, post: Post.optional() }),
  z.object({ kind: z.literal('post.vacated'), cell: CellId, role: PostRole, reason }),
  z.object({ kind: z.literal('inspection.fell-due'), inspection: Inspection.omit({ fellDue: true }) }),
  z.object({
    kind: z.literal('inspection.done'),
    inspection: InspectionId,
    cell: CellId,
    checklist: z.string().max(40).optional(),
    answers: z.array(Answer).max(50).optional(),
  }),
  z.object({
    kind: z.literal('danger.found'),
    danger: Danger.omit({ rev: true, state: true, since: true, found: true, rectifiedBy: true, exercise: true }),
  }),
  z.object({ kind: z.literal('danger.ordered'), ...change, organisation: OrganisationId, due: Time, reason }),
  z.object({ kind: z.literal('danger.rectifying'), ...change }),
  /** Put right, as `rectifiedBy` says: somebody else looks. */
  z.object({ kind: z.literal('danger.rectified'), ...change, rectifiedBy: Actor.optional(), reason }),
  /** Not put right after all. */
  z.object({ kind: z.literal('danger.sent-back'), ...change, due: Time, reason }),
  z.object({ kind: z.literal('danger.cleared'), ...change, reason }),
] as const;
