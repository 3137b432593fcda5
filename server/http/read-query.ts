import type { Request, Response } from 'express';
import * as z from 'zod';
import { fieldErrors } from '../access/field-errors.ts';
import { invalid } from './problem.ts';
import { sendProblem } from './send.ts';

/** Values between commas, each of them an `item`. */
export const listOf = <T>(item: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(20));

/** `true` or `false`. */
export const YesNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** The query in the shape of `schema`; null when it was not, which has been answered with 422 by field. */
export function readQuery<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  response: Response,
): z.infer<Schema> | null {
  const { view: _askedView, ...query } = request.query;
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  sendProblem(response, invalid(fieldErrors(parsed.error)));
  return null;
}
