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

export const takes = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });

/** What a signed-in person calls. */
export const forPeople = [{ person: [] }];

/** What any door for people may answer. */
export const peopleRefusals = {
  '401': refusal('Nobody is signed in, or the session has ended'),
  '403': refusal('No right; `why` is `enrol` or `locked` where something can be done about it'),
};
export const bodyRefusals = {
  '415': refusal('Not JSON'),
  '422': refusal('Understood but invalid; `errors` points at every wrong field'),
};
