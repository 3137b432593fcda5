import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { broughtBy, type KeptIncident } from '../../rows/brought-by.ts';

/** Facts kept parsed: a page of old cases mostly comes from one or two imports. */
const PARSED = 8;

/** What a row of the index stands for. `elsewhere`: the body of a fact that the file does not hold itself. @throws {Error} when the fact that it names brought no such incident. */
export function openKeptIncidents(
  db: Database,
  elsewhere: (seq: number) => string | undefined = () => undefined,
): (kept: KeptIncident) => Incident {
  const select = db.prepare<[number], string>('SELECT body FROM fact WHERE seq = ?').pluck();
  const parsed = new Map<number, LoggedFact>();

  const factAt = (seq: number): LoggedFact => {
    const fact =
      parsed.get(seq) ?? (Object.assign(JSON.parse(select.get(seq) ?? elsewhere(seq) ?? '{}'), { seq }) as LoggedFact);
    parsed.delete(seq);
    parsed.set(seq, fact);
    if (parsed.size > PARSED) parsed.delete(parsed.keys().next().value!);
    return fact;
  };

  return ({ body, first, past_at: at }) => {
    if (body !== null) return JSON.parse(body) as Incident;
    const incident = broughtBy(factAt(first), at);
    if (!incident) throw new Error(`the incident index names fact ${first}, which brought no such incident`);
    return incident;
  };
}
