import * as z from 'zod';

/** What is wrong with one field: RFC 6901, from the top of the body; the value is never echoed. */
export const FieldError = z.object({ pointer: z.string(), detail: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457. `errors` point into the refused body and never echo a value. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(FieldError).optional(),
  /** Why, for a program: of a sign-in, a locked session, a command that a rule refuses. */
  why: z.string().optional(),
  /** Of a command: the present state of the thing, what that would allow, and where the thing is now. */
  state: z.string().optional(),
  allowed: z.array(z.string()).optional(),
  rev: z.int().optional(),
});
export type Problem = z.infer<typeof Problem>;

const titles: Record<number, string> = {
  400: 'Unreadable request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'In conflict with the present state',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Understood but invalid',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Cannot be kept at present',
};

/** A refusal of a status; never echoes what was sent. */
export function problem(status: number, detail?: string, more?: Partial<Problem>): Problem {
  return {
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    ...(detail !== undefined && { detail }),
    ...more,
  };
}

/** 422 that points at every wrong field. */
export function invalid(errors: FieldError[]): Problem {
  const fields = errors.map(({ pointer }) => pointer || '/').join(', ');
  return problem(422, `wrong: ${fields}`, { errors });
}
