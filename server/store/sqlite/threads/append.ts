import type { LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Fence } from '../../leases.ts';
import type { Outcome } from '../../store.ts';
import type { IncidentRows } from '../incidents/incident-rows.ts';
import type { HeadRows } from '../log/head-rows.ts';
import type { KeyRows } from '../log/key-rows.ts';
import type { LogRows } from '../log/log-rows.ts';
import type { Appended, StoredEntry } from '../../rows/stored-entry.ts';
import type { RecordRows } from '../records/record-rows.ts';
import type { RegisterChange } from '../../rows/register-change.ts';

type Rows = {
  log: LogRows;
  keys: KeyRows;
  heads: HeadRows;
  incidents: IncidentRows;
  records: RecordRows;
  change(to: RegisterChange): boolean;
  isFenced(fence: Fence | undefined): boolean;
};

/** Decides and writes entries, one after the other, inside the caller's transaction. */
export function appendEntries(rows: Rows, entries: readonly StoredEntry[]): Appended {
  const { log, heads, incidents, records } = rows;
  const hashes: Uint8Array[] = [];
  const outcomes = entries.map((entry): Outcome => {
    const first = (log.head().seq + 1) as Seq;
    const refusal = refuse(rows, entry, first);
    if (refusal) return refusal;
    for (const body of entry.facts) {
      const bare = JSON.parse(body) as NewFact;
      const { seq, hash } = log.add({ at: bare.at, kind: bare.kind, body });
      hashes.push(hash.subarray(0, 8));
      const fact = Object.assign(bare, { seq }) as LoggedFact;
      heads.move(fact);
      incidents.fold(fact);
      records.add(fact);
    }
    return { is: 'appended', first, last: log.head().seq as Seq };
  });
  return { outcomes, hashes: Buffer.concat(hashes) };
}

/** The fence is asked before all: who has lost the lease must know. Then the key: a repeated command gets its first answer, however far things have moved on. */
function refuse(
  { log, keys, heads, incidents, change, isFenced }: Rows,
  entry: StoredEntry,
  first: Seq,
): Outcome | undefined {
  const { key, guards = [], reports } = entry;
  if (isFenced(entry.fence)) return { is: 'fenced' };
  const before = key === undefined ? undefined : keys.claim(key, first);
  if (before !== undefined) return { is: 'repeated', first: before as Seq };
  for (const { subject, at } of guards) {
    const head = heads.at(subject);
    if (head <= at) continue;
    if (key !== undefined) keys.release(key, first);
    return { is: 'conflict', subject, head: head as Seq };
  }
  const known = reports && incidents.otherOf(reports);
  if (known !== undefined) {
    if (key !== undefined) keys.release(key, first);
    return { is: 'conflict', subject: `incident/${known}`, head: heads.at(`incident/${known}`) as Seq };
  }
  if (!entry.change || change(entry.change)) return undefined;
  if (key !== undefined) keys.release(key, first);
  return { is: 'conflict', subject: 'register', head: log.head().seq as Seq };
}
