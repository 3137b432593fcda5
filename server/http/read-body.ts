import type { Request, Response } from 'express';
import type * as z from 'zod';
import { invalid } from './problem.ts';
import { sendProblem } from './send.ts';

/** The body in the shape of `schema`; null when it was not, which has been answered with 422 by field. */
export function readBody<T>(schema: z.ZodType<T>, request: Request, response: Response): T | null {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return fields.map((path) => ({ pointer: pointerTo(path), detail: issue.message }));
  });
  sendProblem(response, invalid(errors));
  return null;
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
