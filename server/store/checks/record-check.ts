import type { LoggedFact } from '#data/contract/fact.ts';
import { subjectsOf } from '../subjects.ts';

/** The records against the log, fact by fact. */
export type RecordCheck = {
  /** Why a fact is not on record as it must be; null when it is. */
  missing(fact: LoggedFact, has: (subject: string, seq: number) => boolean): string | null;
  /** Why there is more on record than the facts seen so far account for, of so many that are kept; null when there is not. */
  surplus(kept: number): string | null;
};

export function createRecordCheck(): RecordCheck {
  let expected = 0;
  return {
    missing(fact, has) {
      const subjects = new Set(subjectsOf(fact));
      expected += subjects.size;
      const lost = [...subjects].find((subject) => !has(subject, fact.seq));
      return lost === undefined ? null : `it is missing in the record of ${lost}`;
    },
    surplus: (kept) => (kept === expected ? null : `${kept} records are kept of ${expected} that there should be`),
  };
}
