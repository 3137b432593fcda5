import type { LoggedFact } from '#data/contract/fact.ts';
import type { ChainHash } from '#data/contract/ids.ts';
import type { ChainedFact } from '../store.ts';
import type { FactRow } from './fact-row.ts';

/** The fact that a row of the log holds. */
export function chainedFact([seq, body, hash]: FactRow): ChainedFact {
  return { fact: Object.assign(JSON.parse(body), { seq }) as LoggedFact, hash: hash as ChainHash };
}

/** An import brings many cases, now and then one of them twice; a timeline shows the one that counts. */
export function onlyOf(id: string, fact: LoggedFact): LoggedFact {
  if (fact.kind !== 'incidents.imported') return fact;
  return { ...fact, incidents: fact.incidents.filter((past) => past.id === id).slice(0, 1) };
}
