import type { Report } from '#data/contract/api.ts';
import type { LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { CellId, IncidentId } from '#data/contract/ids.ts';
import type { Contact, Incident, Priority, Told } from '#data/contract/incident.ts';
import type { LonLat } from '#data/contract/place.ts';
import { foldIncident, hasEnded } from '#data/fold/fold-incident.ts';
import { canonicalJson } from '#data/kit/canonical.ts';
import type { Entry, FactLog, IncidentIndex } from '../store/store.ts';
import type { Contacts } from './contacts/contacts.ts';
import type { Sender } from './intake.ts';

/** What became of a report whose source and reference are known: empty where it said nothing new. */
export type Again = { updated?: string[]; unchanged?: true; differs?: string[] };

type Parts = {
  log: FactLog;
  timeline: IncidentIndex['timeline'];
  contacts: Contacts;
  city: { category(id: string): { priority: Priority } | undefined; cellAt(at: LonLat): CellId | null };
};

/** Others may get in between; so often in a row is a fault. */
const MOST_TRIES = 50;

/**
 * Keeps what a source says anew of an open incident as an update on record. Only a priority that
 * rises takes effect at once; the rest is for the desk, which works by what it knows.
 */
export function tellAgain({ log, timeline, city, contacts }: Parts) {
  return async (id: IncidentId, report: Report, sender: Sender, now: number): Promise<Again> => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const facts = await timeline(id);
      const { told, row, reportedAt } = soFar(facts);
      if (!row) return {};
      const known = told.contact && (await contacts.open(id, told.contact));
      const { answers: _answered, ...contact } = known ?? {};
      const said = newIn(report, { ...told, contact: known ? contact : undefined });
      const fields = Object.keys(said);
      // When it was reported never changes.
      const differs =
        report.reportedAt !== undefined && Date.parse(report.reportedAt) !== reportedAt ? ['reportedAt'] : [];
      if (fields.length === 0 || hasEnded(row.state)) {
        const all = [...fields, ...differs];
        return all.length > 0 ? { unchanged: true, differs: all } : {};
      }
      const [outcome] = await log.append([entryOf(row, await sealed(said, now), sender, now, facts.at(-1)!)]);
      if (outcome?.is === 'appended') return { updated: fields, ...(differs.length > 0 && { differs }) };
    }
    throw new Error(`incident ${id} changed ${MOST_TRIES} times under one report`);
  };

  async function sealed(said: Fresh, now: number): Promise<Told> {
    if (!said.contact) return said;
    return { ...said, contact: (await contacts.sealer(now))(said.contact) };
  }

  function entryOf(row: Incident, said: Told, sender: Sender, now: number, last: LoggedFact): Entry {
    const byCategory = said.category === undefined ? undefined : city.category(said.category)?.priority;
    const asked = said.priority ?? byCategory ?? row.priority;
    const cell = said.location && city.cellAt(said.location);
    const fact: NewFact = {
      kind: 'incident.updated',
      at: now,
      by: sender.by ?? { kind: 'source', id: sender.source },
      ...((row.exercise || sender.exercise) && { exercise: true }),
      incident: row.id,
      rev: row.rev + 1,
      priority: asked < row.priority ? asked : row.priority,
      said: { ...said, ...(cell && { cell }) },
    };
    return { facts: [fact], guards: [{ subject: `incident/${row.id}`, at: last.seq }] };
  }
}

/** What the source has said, and what the incident is, after the facts of its timeline. */
function soFar(facts: readonly LoggedFact[]): {
  told: Told;
  row: Incident | undefined;
  reportedAt: number | undefined;
} {
  let told: Told = {};
  let row: Incident | undefined;
  let reportedAt: number | undefined;
  for (const fact of facts) {
    row = foldIncident(row, fact);
    if (fact.kind === 'incident.reported') {
      const { category, priority, title, description, location, address, contact, photo, morePhotos } = fact.incident;
      told = { category, priority, title, description, location, address, contact, photo, morePhotos };
      ({ reportedAt } = fact.incident);
    } else if (fact.kind === 'incident.updated') told = { ...told, ...fact.said };
  }
  return { told, row, reportedAt };
}

/** Its contact is as it came: not sealed yet. */
type Fresh = Omit<Told, 'contact'> & { contact?: Contact | undefined };

/** What a report says that was not said before. What it leaves out it does not take back. */
function newIn(report: Report, told: Told): Fresh {
  const { category, priority, title, description, address, contact, photo, morePhotos } = report;
  const [lon, lat] = report.location?.coordinates ?? [];
  const location: LonLat | undefined = lon !== undefined && lat !== undefined ? [lon, lat] : undefined;
  const said: Fresh = { category, priority, title, description, location, address, contact, photo, morePhotos };
  const fresh = Object.entries(said).filter(
    ([field, value]) =>
      value !== undefined && canonicalJson(value) !== canonicalJson(told[field as keyof Told] ?? null),
  );
  return Object.fromEntries(fresh) as Fresh;
}
