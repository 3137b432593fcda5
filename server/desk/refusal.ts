import type * as z from 'zod';
import type { Incident, IncidentState } from '#data/contract/incident.ts';
import { refused } from '#data/kit/result.ts';
import { type Fault, type Refusal, type Why, whys } from '#data/rules/decision.ts';

/** Why the desk does not do it: what an RFC 9457 problem says, with what the caller needs to go on. */
export type DeskRefusal = {
  status: 404 | 409 | 422;
  why: Why | 'unknown' | 'no-such-command' | 'invalid' | 'stale';
  detail: string;
  /** Of an incident, and what its state would allow. */
  state?: IncidentState;
  allowed?: readonly string[];
  /** Where the incident is now. */
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

/** The incident has moved on since the caller saw it. */
export function stale({ rev, state }: Incident): Refused {
  return refused({ status: 409, why: 'stale', detail: `The incident is at revision ${rev}`, rev, state });
}

/** A rule says no: 422 when a field of the body is at fault, 409 when it is the present state. */
export function againstRule(fault: Fault | Refusal, allowed?: readonly string[]): Refused {
  const { why, pointer } = fault;
  const detail = whys[why];
  if (pointer) return refused({ status: 422, why, detail, errors: [{ pointer, detail }] });
  return refused({ status: 409, why, detail, ...(allowed && { allowed }) });
}

export function againstLifeCycle(refusal: Refusal, incident: Incident): Refused {
  const { refusal: said } = againstRule(refusal, refusal.allowed);
  return refused(said.status === 409 ? { ...said, state: refusal.state, rev: incident.rev } : said);
}

export function invalidBody({ issues }: z.ZodError): Refused {
  const errors = issues.flatMap((issue) => {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return fields.map((path) => ({ pointer: pointerTo(path), detail: issue.message }));
  });
  return refused({ status: 422, why: 'invalid', detail: 'The command is understood but invalid', errors });
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
