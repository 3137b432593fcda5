import { refusalSaid as said } from '#client/page/refusal-said.ts';
import type { PhoneWords } from '#client/words/phone/phone-words.ts';
import type { Refusal } from './queue/action.ts';

/** Why the server refused a tap, in the person's words. What the server said itself is for who looks closer. */
export function refusalSaid(refusal: Refusal, { queue: { why } }: PhoneWords): string {
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
