import * as z from 'zod';

/** What is wrong with one field: RFC 6901, from the top of the body; the value is never echoed. */
export const FieldError = z.object({ pointer: z.string(), detail: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457. `errors` point into the refused body and never echo a value. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
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

/** What a status is called, and what is said of every refusal with it. */
const known: Record<number, { title: string; every: string }> = {
  400: { title: 'Unreadable request', every: 'what was sent cannot be read' },
  401: { title: 'Not signed in', every: 'sign in, or show a token' },
  403: { title: 'Not allowed', every: 'this is not for the caller' },
  404: { title: 'Not found', every: 'there is no such thing, or none that the caller may know of' },
  405: { title: 'Method not allowed', every: 'this address is not asked by this method' },
  408: { title: 'Too slow', every: 'the request did not arrive in time' },
  409: { title: 'In conflict with the present state', every: 'the present state does not allow it' },
  413: { title: 'Too large', every: 'this is more than is taken in at once' },
  415: { title: 'Unsupported media type', every: 'this kind of content is not read here' },
  422: { title: 'Understood but invalid', every: 'what was sent is not in shape' },
  429: { title: 'Too many requests', every: 'wait before the next one' },
  431: { title: 'Headers too large', every: 'the headers are more than is read at once' },
  500: { title: 'Internal error', every: "the fault is the server's; its log says more" },
  503: { title: 'Cannot be kept at present', every: 'this cannot be answered at present' },
};

/** A refusal of a status; never echoes what was sent. `detail`: of this one, where more can be said than of all like it. */
export function problem(status: number, detail?: string, more?: Partial<Problem>): Problem {
  const { title, every } = known[status] ?? { title: 'Error', every: `refused with ${status}` };
  return { type: 'about:blank', title, status, detail: detail ?? every, ...more };
}

/** 422 that points at every wrong field. */
export function invalid(errors: FieldError[]): Problem {
  const fields = errors.map(({ pointer }) => pointer || '/').join(', ');
  return problem(422, `wrong: ${fields}`, { errors });
}
