import * as z from 'zod';

/** A service of the city's catalogue. */
export const ServiceId = z
  .string()
  .regex(/^[a-z0-9-]+$/)
  .max(64)
  .brand<'ServiceId'>();
export type ServiceId = z.infer<typeof ServiceId>;

/** Most answers of one report, and most values of one. */
export const MAX_ANSWERS = 30;
export const MAX_VALUES = 100;

/** What whoever asked for a service said to one of its attributes: one value, or of a list several, by their keys. */
export const ServiceAnswer = z.object({
  code: z.string().max(40),
  values: z.array(z.string().max(2000)).min(1).max(MAX_VALUES),
});
export type ServiceAnswer = z.infer<typeof ServiceAnswer>;
export const ServiceAnswers = z.array(ServiceAnswer).max(MAX_ANSWERS);
