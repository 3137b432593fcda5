import { invalid, type Problem } from '#data/contract/problem.ts';

/** The intake's names of fields, and what the caller called them. */
export type Written = Readonly<Record<string, string>>;

/** A pointer to a field of a report, as the caller wrote it. */
export const pointerAsWritten = (pointer: string, written: Written): string => written[pointer] ?? pointer;

/** A refusal of the intake that points at the fields that the caller wrote. */
export function asWritten({ errors, ...refusal }: Problem, written: Written): Problem {
  const own = errors?.map((each) => ({ ...each, pointer: pointerAsWritten(each.pointer, written) }));
  return own ? { ...refusal, ...invalid(own) } : refusal;
}
