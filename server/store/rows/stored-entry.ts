import type { NewFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Fence } from '../leases.ts';
import type { ChainedFact, Entry, FactLog, Outcome, Reported } from '../store.ts';
import { shortHash } from './chain.ts';
import type { RegisterChange } from './register-change.ts';

/** An entry as it is kept. */
export type StoredEntry = {
  /** The JSON of each, without its seq. */
  facts: string[];
  key?: string;
  guards?: readonly { subject: string; at: number }[];
  reports?: Reported;
  fence?: Fence;
  /** What the facts vouch for: where it cannot be changed so, they are not kept. */
  change?: RegisterChange;
};
/** `hashes`: 8 bytes for each fact of each appended entry, in order. */
export type Appended = { outcomes: Outcome[]; hashes: Uint8Array };

/** An entry, with what its facts vouch for. */
export type EntryWithRegister = Entry & { change?: RegisterChange };

export type FactLogWithRegister = FactLog & {
  /** Keeps what `fact` vouches for, with it; false when neither was kept. */
  vouch(fact: NewFact, change: RegisterChange, fence?: Fence): Promise<boolean>;
};

export function storedEntry({ facts, key, guards, reports, fence, change }: EntryWithRegister): StoredEntry {
  return {
    facts: facts.map((fact) => JSON.stringify(fact)),
    ...(key !== undefined && { key }),
    ...(guards && { guards }),
    ...(reports && { reports }),
    ...(fence && { fence }),
    ...(change && { change }),
  };
}

/** The facts of the entries that were appended, with the numbers and hashes they got. */
export function chained(entries: readonly Entry[], { outcomes, hashes }: Appended): ChainedFact[] {
  const facts: ChainedFact[] = [];
  outcomes.forEach((outcome, i) => {
    if (outcome.is !== 'appended') return;
    entries[i]!.facts.forEach((fact, j) => {
      const hash = shortHash(hashes.subarray(facts.length * 8));
      facts.push({ fact: { ...fact, seq: (outcome.first + j) as Seq }, hash });
    });
  });
  return facts;
}
