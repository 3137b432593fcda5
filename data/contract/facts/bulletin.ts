import * as z from 'zod';
import { Bulletin } from '../bulletin.ts';
import { BulletinId } from '../ids.ts';

const issued = Bulletin.omit({ rev: true, issued: true, acknowledged: true, exercise: true });
/** Names the bulletin and the revision that this fact makes. */
const change = { bulletin: BulletinId, rev: z.int().positive() };
const reason = z.string().max(500).optional();

export const bulletinFacts = [
  z.object({ kind: z.literal('bulletin.issued'), bulletin: issued }),
  /** Sent in place of others; of each of these a fact of its own follows. */
  z.object({ kind: z.literal('bulletin.updated'), bulletin: issued }),
  /** Over, because another one has taken its place. */
  z.object({ kind: z.literal('bulletin.replaced'), ...change, into: BulletinId }),
  /** Over before its time, as its sender says. */
  z.object({ kind: z.literal('bulletin.cancelled'), ...change, reason }),
  z.object({ kind: z.literal('bulletin.expired'), ...change }),
  z.object({ kind: z.literal('bulletin.acknowledged'), ...change }),
] as const;
