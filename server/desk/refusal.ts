import type * as z from 'zod';
import { fieldErrors } from '#data/kit/pointer.ts';
import { refused } from '#data/kit/result.ts';
import { type Fault, type Why, whys } from '#data/rules/decision.ts';

/** Why the desk does not do it: what an RFC 9457 problem says, with what the caller needs to go on. */
export type DeskRefusal = {
  status: 403 | 404 | 409 | 422;
  why: Why | 'unknown' | 'no-such-command' | 'no-right' | 'invalid' | 'stale';
  detail: string;
  /** Of the thing, and what its state would allow. */
  state?: string;
  allowed?: readonly string[];
  /** Where the thing is now. */
  rev?: number;
  /** Pointers into the body; values are never echoed. */
  errors?: { pointer: string; detail: string }[];
};
type Refused = { ok: false; refusal: DeskRefusal };

export function noSuch(thing: string): Refused {
  return refused({ status: 404, why: 'unknown', detail: `There is no such ${thing}` });
}

export const noSuchCommand: Refused = refused({
  status: 404,
  why: 'no-such-command',
  detail: 'There is no such command',
});

/** They see it, and this is not theirs to do. */
export const noRight: Refused = refused({ status: 403, why: 'no-right', detail: 'This is not yours to do' });

/** Where a thing stands, for those who are refused. */
export type Standing = Pick<DeskRefusal, 'state' | 'allowed' | 'rev'>;

/** The thing has moved on since the caller saw it. */
export function stale(called: string, stands: Standing): Refused {
  return refused({ status: 409, why: 'stale', detail: `The ${called} is at revision ${stands.rev}`, ...stands });
}

/** A rule says no: 422 when a field of the body is at fault, 409 when it is the present state. */
export function againstRule({ why, pointer }: Fault, stands: Standing = {}): Refused {
  const detail = whys[why];
  if (pointer) return refused({ status: 422, why, detail, errors: [{ pointer, detail }] });
  return refused({ status: 409, why, detail, ...stands });
}

export function invalidBody(error: z.ZodError): Refused {
  const errors = fieldErrors(error);
  return refused({ status: 422, why: 'invalid', detail: 'The command is understood but invalid', errors });
}
