import type { LoggedFact } from '#data/contract/fact.ts';
import { changesOf } from '../subjects.ts';

/** The heads of things against the log, fact by fact. */
export type HeadCheck = {
  /** Why a head is not as far as this fact; null when they all are. `at`: the head of a subject, 0 where it has none. */
  behind(fact: LoggedFact, at: (subject: string) => number): string | null;
  /** Why there are heads that no fact seen so far accounts for, of so many that are kept; null when there are none. */
  surplus(kept: number): string | null;
};

export function createHeadCheck(): HeadCheck {
  /** Each head is the seq of one fact that changed its subject. */
  let accounted = 0;
  return {
    behind(fact, at) {
      for (const subject of changesOf(fact)) {
        const head = at(subject);
        if (head < fact.seq) return `it is newer than the head of ${subject}`;
        if (head === fact.seq) accounted++;
      }
      return null;
    },
    surplus: (kept) => (kept === accounted ? null : `${kept} heads are kept of ${accounted} that there should be`),
  };
}
