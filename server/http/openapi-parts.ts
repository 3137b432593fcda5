import type * as z from 'zod';
import { Problem } from '#data/contract/api.ts';

/** An answer in JSON of that shape. */
export const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
/** An RFC 9457 problem. */
export const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
});
export const forViews = [{ view: [] }];

export const refusals = {
  '401': refusal('No valid token'),
  '403': refusal('The token is good for something else'),
};
