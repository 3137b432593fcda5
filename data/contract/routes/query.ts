import * as z from 'zod';

/** Values between commas, each of them an `item`. */
export const listOf = <T>(item: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(20));

/** `true` or `false`. */
export const YesNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** At most so many of a list; `usual` where nothing is said. */
export const upTo = (most: number, usual: number) =>
  z.coerce.number<number | string>().int().min(1).max(most).default(usual);

/** An area of the city pack, an id of something: unknown ones are refused where the thing is known. */
export const someId = z.string().max(64).optional();
