import * as z from 'zod';

/** What is kept beside the log, may change there, and is vouched for in it. */
export const Vouched = z.enum(['person', 'photo', 'token', 'archive']);
export type Vouched = z.infer<typeof Vouched>;

/**
 * What is kept beside the log under `id` as it is from here on: `digest` is the SHA-256 of its bytes,
 * null when it was taken out. The store itself says so with every change, so that what is changed
 * behind its back is found out. It tells nobody anything else, and is in no feed.
 */
export const registerFacts = [
  z.object({
    kind: z.literal('register.kept'),
    drawer: Vouched,
    id: z.string().max(80),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  }),
] as const;
