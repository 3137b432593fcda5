import type { Request } from 'express';
import type { Problem } from '#data/contract/api.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { How } from '../desk/how.ts';
import { invalid, problem } from './problem.ts';

/** Printable ASCII: what a client makes up to know its request again. */
const key = /^[\x20-\x7e]{1,128}$/;
/** `"7"`: a strong entity tag that is a revision. */
const revision = /^"([1-9]\d{0,9})"$/;

/** How a command is given, as its headers say; or what is wrong with them. */
export function readHow({ headers }: Request): Result<Pick<How, 'idempotencyKey' | 'ifMatch'>, Problem> {
  const how: Pick<How, 'idempotencyKey' | 'ifMatch'> = {};
  const asked = headers['idempotency-key'];
  if (asked !== undefined) {
    if (typeof asked !== 'string' || !key.test(asked))
      return refused(
        invalid([{ pointer: '/headers/idempotency-key', detail: 'is not 1 to 128 printable ASCII characters' }]),
      );
    how.idempotencyKey = asked;
  }
  const seen = headers['if-match'];
  if (seen !== undefined) {
    const rev = revision.exec(seen)?.[1];
    if (rev === undefined) return refused(problem(400, 'If-Match must be one revision in quotes: "7"'));
    how.ifMatch = Number(rev);
  }
  return accepted(how);
}
