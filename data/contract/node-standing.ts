import * as z from 'zod';
import { Seq } from './ids.ts';

/** `lag`: facts that another node shows and this one does not. `leads`: what it alone does for all: `watch`, `retention`. */
export const NodeStanding = z.object({
  name: z.string(),
  /** The one that answers. */
  self: z.boolean(),
  build: z.string(),
  head: Seq,
  lag: z.int().nonnegative(),
  screens: z.int().nonnegative(),
  /** When it joined, ms. */
  since: z.number(),
  leads: z.array(z.string()),
});
export type NodeStanding = z.infer<typeof NodeStanding>;
/** `GET /api/v1/nodes`. */
export const NodesAnswer = z.object({ items: z.array(NodeStanding) });
