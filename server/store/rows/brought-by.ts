import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident } from '#data/fold/fold-incident.ts';
import { incidentFromPast } from './past-incident.ts';

/** An index row as far as it tells what the incident is: by its own body, or by the fact that brought it. */
export type KeptIncident = { body: string | null; first: number; past_at: number | null };

/** All incidents that a fact brings, as it makes them. */
export function bringsIn(fact: LoggedFact): Incident[] {
  if (fact.kind === 'incidents.imported') return fact.incidents.map((_, at) => broughtBy(fact, at)!);
  const incident = broughtBy(fact, null);
  return incident ? [incident] : [];
}

/** The incident as it was when `fact` had brought it; `at` is a past case's position. */
export function broughtBy(fact: LoggedFact, at: number | null): Incident | undefined {
  if (fact.kind !== 'incidents.imported') return at === null ? foldIncident(undefined, fact) : undefined;
  const past = at === null ? undefined : fact.incidents[at];
  return past && incidentFromPast(past, fact.exercise === true);
}
