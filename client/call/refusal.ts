import type { Problem } from '#data/contract/problem.ts';
import { refused, type Result } from '#data/kit/result.ts';

/**
 * Why a request was refused (RFC 9457), with what a conflict says of the present state: where the
 * thing stands, what may be done now, and its newer revision. Status 0: no answer came; what a proxy
 * between us answers has no detail.
 */
export type Refusal = Omit<Problem, 'type' | 'instance' | 'detail'> & { detail?: string };
export type Answer<T> = Result<T, Refusal>;

/** Nothing came back. */
export const noAnswer = refused<Refusal>({ status: 0, title: 'no answer' });

/** The server may have done it all the same: nothing came back, or something between us answered. */
export const isNoAnswer = ({ status }: Refusal) => status === 0 || status === 502 || status === 504;

/** What an answer says against it; checked by hand, so that a page without schemas can believe it too. */
export function refusalIn(body: unknown, { status, statusText }: Pick<Response, 'status' | 'statusText'>): Refusal {
  const { title, detail, why, state, rev, allowed, errors } = (body ?? {}) as Record<string, unknown>;
  return {
    status,
    title: isText(title) ? title : statusText,
    ...(isText(detail) && { detail }),
    ...(isText(why) && { why }),
    ...(isText(state) && { state }),
    ...(typeof rev === 'number' && { rev }),
    ...(isListOf(allowed, isText) && { allowed }),
    ...(isListOf(errors, isFault) && { errors }),
  };
}

const isText = (value: unknown) => typeof value === 'string';
const isFault = (value: unknown): value is { pointer: string; detail: string } =>
  typeof value === 'object' && value !== null && 'pointer' in value && 'detail' in value;
const isListOf = <T>(value: unknown, is: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.every(is);
