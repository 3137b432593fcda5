import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Outcome } from '../store.ts';
import type { IncidentRows } from './incident-rows.ts';
import type { LogRows } from './log-rows.ts';
import type { Appended, StoredEntry } from './messages.ts';

/** Decides and writes entries, one after the other, inside the caller's transaction. */
export function appendEntries(log: LogRows, incidents: IncidentRows, entries: readonly StoredEntry[]): Appended {
  const hashes: Uint8Array[] = [];
  const outcomes = entries.map((entry): Outcome => {
    const refusal = refuse(log, incidents, entry);
    if (refusal) return refusal;
    const first = log.head().seq + 1;
    for (const fact of entry.facts) {
      const { seq, hash } = log.add(fact);
      hashes.push(hash.subarray(0, 8));
      if (fact.kind.startsWith('incident')) incidents.fold(Object.assign(JSON.parse(fact.body), { seq }) as LoggedFact);
    }
    if (entry.key !== undefined) log.keepKey(entry.key, first);
    return { is: 'appended', first: first as Seq, last: log.head().seq as Seq };
  });
  return { outcomes, hashes: Buffer.concat(hashes) };
}

/** The key is asked first: a repeated command gets its first answer, wherever the incident is by now. */
function refuse(log: LogRows, incidents: IncidentRows, { key, guard }: StoredEntry): Outcome | undefined {
  const first = key === undefined ? undefined : log.firstWithKey(key);
  if (first !== undefined) return { is: 'repeated', first: first as Seq };
  if (!guard) return undefined;
  const rev = incidents.rev(guard.incident);
  return rev === guard.rev ? undefined : { is: 'conflict', rev };
}
