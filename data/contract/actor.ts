import * as z from 'zod';

/** Who brought it about. A person's name never stands here, only an id. */
export const Actor = z.object({
  kind: z.enum(['source', 'person', 'unit', 'rule']),
  id: z.string().max(64),
});
export type Actor = z.infer<typeof Actor>;
