import * as z from 'zod';
import { freeText } from '../kit/text.ts';
import { AreaId, CellId, InspectionId, PersonId, PhotoId, Time } from './ids.ts';

/** The three posts of every cell. Who verifies is never who works it. */
export const postRoles = ['primary', 'deputy', 'verifier'] as const;
export const PostRole = z.enum(postRoles);
export type PostRole = z.infer<typeof PostRole>;

/** Who holds a post, and for how long. */
export const Post = z.object({
  role: PostRole,
  person: PersonId,
  /** As it stands on the cell's notice board. */
  name: freeText(120).optional(),
  from: Time,
  /** The last moment; absent = until further notice. */
  to: Time.optional(),
});
export type Post = z.infer<typeof Post>;

/** What changes about a grid cell. Its shape and counts are in the city pack. */
export const Cell = z.object({
  id: CellId,
  /** False: no post of this cell is filled at present. */
  staffed: z.boolean(),
  lastVisit: Time.optional(),
  /** Filled posts, one of each role at most; absent where nobody has said who. */
  posts: z.array(Post).max(3).optional(),
});
export type Cell = z.infer<typeof Cell>;

/** A visit that is due and not yet done. It leaves the board when it is done. */
export const Inspection = z.object({
  id: InspectionId,
  cell: CellId,
  areas: z.array(AreaId).max(3),
  /** A checklist of the city pack: `fire-safety`, `elderly-visit`. */
  checklist: z.string().max(40),
  fellDue: Time,
  /** Done by then, or it is overdue. */
  due: Time,
});
export type Inspection = z.infer<typeof Inspection>;

/** What was found about one item of a checklist. A `note` never names a resident. */
export const Answer = z.object({
  item: z.string().max(40),
  ok: z.boolean(),
  note: freeText(500).optional(),
  photo: PhotoId.optional(),
});
export type Answer = z.infer<typeof Answer>;

export const CellStatus = z.enum(['normal', 'attention', 'alert', 'unstaffed']);
export type CellStatus = z.infer<typeof CellStatus>;
