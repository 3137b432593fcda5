import * as z from 'zod';
import { Actor } from './actor.ts';
import { AreaId, CellId, DangerId, InspectionId, OrganisationId, PhotoId, Time } from './ids.ts';

export const dangerStates = ['found', 'ordered', 'rectifying', 'recheck', 'cleared'] as const;
export const DangerState = z.enum(dangerStates);
export type DangerState = z.infer<typeof DangerState>;

/** A hidden danger: found, ordered to be put right, put right, checked again, cleared. Cleared ones leave the board. */
export const Danger = z.object({
  id: DangerId,
  /** +1 with every change; what `If-Match` compares. */
  rev: z.int().positive(),
  state: DangerState,
  /** When it reached its state. */
  since: Time,
  found: Time,
  cell: CellId,
  areas: z.array(AreaId).max(3),
  /** The checklist and the item that it was found by. */
  checklist: z.string().max(40),
  item: z.string().max(40),
  inspection: InspectionId.optional(),
  /** Put right by then, once it is ordered. */
  due: Time.optional(),
  /** Who has to put it right. */
  organisation: OrganisationId.optional(),
  text: z.string().max(500).optional(),
  photo: PhotoId.optional(),
  /** Who said that it is put right, so that somebody else clears it. */
  rectifiedBy: Actor.optional(),
  exercise: z.boolean(),
});
export type Danger = z.infer<typeof Danger>;
