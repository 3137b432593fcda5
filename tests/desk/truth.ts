import { expect } from 'vitest';
import type { LoggedFact } from '#data/contract/fact.ts';
import { incidentOf } from '#data/fold/fold-incident.ts';

const revOf = (fact: LoggedFact) =>
  'rev' in fact ? fact.rev : fact.kind === 'incident.reopened' ? fact.incident.rev : 1;

/**
 * One truth about an incident: its revisions count by one in the log; every one was told to exactly
 * one caller (`told`: rev by seq), but for the first `before` facts and for what a duplicate handed over.
 */
export function expectOneTruth(
  facts: readonly LoggedFact[],
  id: string,
  told: ReadonlyMap<number, number>,
  before: number,
) {
  const own = facts.filter((fact) => incidentOf(fact) === id);
  expect(own.map(revOf)).toEqual(own.map((_, i) => i + 1));
  for (const seq of told.keys()) expect(own.some((fact) => fact.seq === seq)).toBe(true);
  for (const fact of own.slice(before)) {
    const rev = told.get(fact.seq);
    if (rev !== undefined) expect(rev).toBe(revOf(fact));
    else expect(handedOver(facts, fact, id), `revision ${revOf(fact)} was told to nobody`).toBe(true);
  }
  return own.length;
}

/** Whether the entry that brought the fact began with a duplicate that was merged into this incident. */
function handedOver(facts: readonly LoggedFact[], fact: LoggedFact, id: string): boolean {
  for (let seq = fact.seq - 1; seq > 0; seq--) {
    const earlier = facts[seq - 1]!;
    if (earlier.kind === 'incident.merged') return earlier.into === id;
    if (earlier.kind !== 'unit.status-changed' && incidentOf(earlier) !== id) return false;
  }
  return false;
}
