import type { Actor } from '#data/contract/actor.ts';
import type { LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { ImportId, IncidentId, Seq } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { refForm } from '#data/kit/text.ts';
import type { FactLog, Records } from '../store/store.ts';

export type WithdrawParts = { log: Pick<FactLog, 'append'>; records: Pick<Records, 'about'>; clock: Clock };
export type WithdrawOptions = {
  id: ImportId;
  by: Actor;
  /** Ends between two facts; the same again goes on from there. */
  signal: AbortSignal;
};

/** How many cases were withdrawn, and how many stay because somebody has worked on them. */
export type Withdrawn = { cases: number; stay: number };

type Imported = Extract<LoggedFact, { kind: 'incidents.imported' }>;

/** Each holds up to a thousand cases. */
const PAGE = 5;

/**
 * Takes back what an import brought, one fact for each that it was: cases count no more, and nobody finds
 * them. One that somebody has worked on since stays. @throws {Error} in one line when there is no such import.
 */
export async function withdrawImport(
  { log, records, clock }: WithdrawParts,
  { id, by, signal }: WithdrawOptions,
): Promise<Withdrawn> {
  const gone = new Set<Seq>();
  let found = false;
  let cases = 0;
  let stay = 0;
  for await (const fact of factsOf(records, id)) {
    found = true;
    // Newest first: what was withdrawn already is said before what it was.
    if (fact.kind === 'incidents.withdrawn') gone.add(fact.from);
    if (fact.kind !== 'incidents.imported' || gone.has(fact.seq)) continue;
    if (signal.aborted) throw new Error(`ended early: ${cases} cases are withdrawn; the same again goes on from there`);
    const withdrawn = await withdraw(fact);
    cases += withdrawn;
    stay += fact.incidents.length - withdrawn;
  }
  if (!found) throw noSuchImport(id);
  if (cases > 0)
    await log.append([
      { facts: [{ kind: 'audit.imported', what: 'withdrawn', at: clock.now(), by, import: id, cases }] },
    ]);
  return { cases, stay };

  async function withdraw({ seq, incidents: brought }: Imported): Promise<number> {
    let incidents = brought.map(({ id, category, reportedAt, dayOnly, source, cell }) => ({
      id,
      category,
      reportedAt,
      source,
      ...(dayOnly && { dayOnly }),
      ...(cell !== undefined && { cell }),
    }));
    for (;;) {
      const fact: NewFact = { kind: 'incidents.withdrawn', at: clock.now(), by, import: id, from: seq, incidents };
      const guards = incidents.map(({ id }) => ({ subject: `incident/${id}`, at: seq }));
      const [outcome] = await log.append([{ facts: [fact], key: `withdraw:${seq}`, guards }]);
      if (outcome?.is !== 'conflict') return incidents.length;
      incidents = incidents.filter(({ id }) => `incident/${id}` !== outcome.subject);
    }
  }
}

/** The cases that an import has in the store, by the source's references. @throws {Error} when there is no such import. */
export async function casesOf(records: Pick<Records, 'about'>, id: ImportId): Promise<Map<string, IncidentId>> {
  const gone = new Set<Seq>();
  const cases = new Map<string, IncidentId>();
  let found = false;
  for await (const fact of factsOf(records, id)) {
    found = true;
    if (fact.kind === 'incidents.withdrawn') gone.add(fact.from);
    if (fact.kind !== 'incidents.imported' || gone.has(fact.seq)) continue;
    for (const { sourceRef, id } of fact.incidents) cases.set(refForm(sourceRef), id);
  }
  if (!found) throw noSuchImport(id);
  return cases;
}

const noSuchImport = (id: ImportId) => new Error(`there is no import ${id}`);

async function* factsOf(records: Pick<Records, 'about'>, id: ImportId): AsyncGenerator<LoggedFact> {
  let before: Seq | undefined;
  for (;;) {
    const page = await records.about(`import/${id}`, { limit: PAGE, ...(before !== undefined && { before }) });
    yield* page;
    if (page.length < PAGE) return;
    before = page.at(-1)!.seq;
  }
}
