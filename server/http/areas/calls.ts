import { type CallReport, MOST_OF_CALLER, type Report } from '#data/contract/api.ts';
import { ownSource } from '#data/contract/source.ts';
import type { IncidentId } from '#data/contract/ids.ts';
import { invalid, problem } from '#data/contract/problem.ts';
import { incidentOf } from '#data/fold/fold-incident.ts';
import { redactIncident } from '#data/rules/audience.ts';
import { allAbout } from '../../desk/all-about.ts';
import { asWritten } from './as-written.ts';
import { actorOf } from '../guard.ts';
import { dialledDigits } from '../../intake/contacts/dialled.ts';
import type { Sender } from '../../intake/intake.ts';
import type { Gazetteer } from '../../city/gazetteer/gazetteer.ts';
import { createLineReader } from '../../city/line/read-line.ts';
import { type Handlers, ok, refuse, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** The channel of what is told to the desk, as the source under which it is kept. */

/** Calls that the desk takes: what a caller said, through the one door, with who wrote it down; and what they reported before. */
export function callHandlers(
  { intake, pack, access, contacts, store }: Pick<HttpParts, 'intake' | 'pack' | 'access' | 'contacts' | 'store'>,
  gazetteer: Gazetteer,
): Handlers<'calls'> {
  const read = createLineReader(pack, gazetteer);
  return {
    async takeCall({ body, caller }) {
      const { answer, contact } = body;
      if (answer && dialledDigits(contact?.phone ?? '') === null)
        return refuse(invalid([tooFewDigits('/contact/phone')]));
      const from: Sender = {
        source: ownSource.desk,
        exercise: false,
        by: actorOf(caller),
        ...(answer && { answer: 'owed' }),
      };
      const [outcome] = await intake.report(from, [reportOf(body, caller.person.id)]);
      if (!outcome || !('id' in outcome)) return refuse(outcome ? asWritten(outcome, written) : problem(422));
      const { status, ...filed } = outcome;
      return reply(status, filed, { headers: { location: `/api/v1/incidents/${filed.id}` } });
    },
    async findCaller({ body: { phone }, caller }) {
      const tags = await contacts.callers(phone);
      if (!tags) return refuse(invalid([tooFewDigits('/phone')]));
      const by = actorOf(caller);
      await access.audit.looked(by, 'caller', 'by number');
      const found = new Set<IncidentId>();
      for (const tag of tags)
        for (const fact of await allAbout(store.records, `caller/${tag}`)) found.add(incidentOf(fact)!);
      const { view } = caller;
      const rows = (await Promise.all([...found].map((id) => store.incidents.get(id)))).flatMap((row) =>
        row && (view.area === undefined || row.areas.includes(view.area)) ? row : [],
      );
      const items = rows.sort((a, b) => b.times.received - a.times.received).slice(0, MOST_OF_CALLER);
      for (const { id } of items) await access.audit.looked(by, 'contact', id);
      return ok({ items: items.map((row) => redactIncident(row, view)) });
    },
    readCallLine: async ({ body: { line } }) => ok(await read(line)),
  };
}

/** As the door takes it. Two people never share a reference, whatever their pages make up. */
function reportOf({ ref, calledAt, answer: _owed, ...told }: CallReport, person: string): Report {
  return {
    source: ownSource.desk,
    sourceRef: `${person}:${ref}`,
    mode: 'reported',
    ...told,
    ...(calledAt !== undefined && { reportedAt: calledAt }),
  };
}

const tooFewDigits = (pointer: string) => ({ pointer, detail: 'holds fewer than five digits' });

const written = { '/reportedAt': '/calledAt' };
