import { Fact, type NewFact } from '#data/contract/fact.ts';
import { Stamp } from '#data/contract/stamp.ts';

/** Checks a fact written by hand against the contract. @throws when it is not one. */
export function newFact(fact: object): NewFact {
  return { ...Fact.parse(fact), ...Stamp.parse(fact) };
}
