import * as z from 'zod';
import { PlaceFound } from './city-brief.ts';
import { CategoryId } from './incident.ts';
import { freeText } from '../kit/text.ts';

/** What a dispatcher writes down in one line while somebody speaks. */
export const CallLine = z.strictObject({ line: freeText(300) });
export type CallLine = z.infer<typeof CallLine>;

/** What a line holds, as far as the city pack knows its words. Nothing of it is kept. */
export const CallReading = z.object({
  /** The likeliest first. */
  categories: z.array(CategoryId),
  /** The likeliest first; of a street also where it meets others. */
  places: z.array(PlaceFound),
  /** Of the house in the street. */
  number: z.string().optional(),
  /** To call back, as it was written. */
  phone: z.string().optional(),
  /** The rest of the line. */
  said: z.string(),
});
export type CallReading = z.infer<typeof CallReading>;
