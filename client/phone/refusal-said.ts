import { refusalSaid as said, type Refused } from '#client/page/refusal-said.ts';
import type { PhoneWords } from '#client/words/phone/phone-words.ts';
import type { Refusal } from '#client/call/refusal.ts';

/** Why the server refused a tap, in the person's words. What the server said itself is for who looks closer. */
export function refusalSaid(refusal: Refused, { queue: { why } }: PhoneWords): string {
  const { gone, invalid, state, other } = why;
  const statuses = {
    400: invalid,
    403: why['no-right'],
    404: gone,
    409: state,
    413: invalid,
    415: invalid,
    422: invalid,
  };
  return said(refusal, { whys: why, statuses, other });
}

/** Why the server did not take where the phone is. */
export function fixRefusalSaid({ status, why, errors }: Refusal, { duty: { notTaken } }: PhoneWords): string {
  const field = errors?.[0]?.pointer.slice(1);
  return said(
    { status, why: why !== undefined && why in notTaken ? why : field },
    { whys: notTaken, statuses: {}, other: notTaken.other },
  );
}
