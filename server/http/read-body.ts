import type { Request, Response } from 'express';
import type * as z from 'zod';
import { fieldErrors } from '../access/field-errors.ts';
import { invalid } from './problem.ts';
import { sendProblem } from './send.ts';

/** The body in the shape of `schema`; null when it was not, which has been answered with 422 by field. */
export function readBody<T>(schema: z.ZodType<T>, request: Request, response: Response): T | null {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  sendProblem(response, invalid(fieldErrors(parsed.error)));
  return null;
}
