import * as z from 'zod';
import { invalid, type Problem } from '#data/contract/problem.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { Tapped } from '#data/rules/told-later.ts';

/** When it was done, and when it was sent, both by the clock of the device that sends it. */
export const TAPPED_AT = 'x-watchfloor-tapped-at';
export const SENT_AT = 'x-watchfloor-sent-at';

const Moment = z.iso.datetime({ offset: true });

/** What a request says of when it was done; undefined: now. */
export function readTapped(header: (name: string) => string | undefined): Result<Tapped | undefined, Problem> {
  if (header(TAPPED_AT) === undefined && header(SENT_AT) === undefined) return accepted(undefined);
  const [at, sentAt] = [TAPPED_AT, SENT_AT].map((name) => Moment.safeParse(header(name)));
  if (at!.success && sentAt!.success) return accepted({ at: Date.parse(at!.data), sentAt: Date.parse(sentAt!.data) });
  const wrong = at!.success ? SENT_AT : TAPPED_AT;
  return refused(
    invalid([
      { pointer: `/headers/${wrong}`, detail: 'is not a time with an offset (RFC 3339); both are given, or none' },
    ]),
  );
}
