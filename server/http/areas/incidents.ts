import { emptyBoard } from '#data/contract/board.ts';
import type { IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { invalid, problem } from '#data/contract/problem.ts';
import type { listIncidents } from '#data/contract/routes/incidents.ts';
import type { QueryOf } from '#data/contract/routes/route.ts';
import { redactFacts, redactIncident } from '#data/rules/audience.ts';
import { duplicatesOf } from '#data/rules/duplicates.ts';
import { allowedTo, isWorkOf } from '#data/rules/rights.ts';
import { casesNumbered } from '../../store/cases-numbered.ts';
import type { IncidentFilter, IncidentIndex } from '../../store/store.ts';
import { areaAsked } from '../area-asked.ts';
import { commandOf } from '../command.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok, refuse, type ViewerCaller } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<
  HttpParts,
  'access' | 'store' | 'board' | 'areas' | 'clock' | 'contacts' | 'dispatch' | 'desk' | 'pack'
>;

const none = refuse(problem(404));

/** Every incident there ever was, for those who work on them; and whom to send, for those who send. */
export function incidentHandlers(parts: Parts): Handlers<'incidents'> {
  const { access, store, board, areas, clock, contacts, dispatch } = parts;
  const { audit } = access;
  const { incidents } = store;
  const numbered = casesNumbered(store);

  return {
    async listIncidents({ query, caller }) {
      const { view } = caller;
      const within = areaAsked(query.area, view, areas);
      if (!within.ok) return refuse(invalid(within.refusal));
      const { limit, cursor, number } = query;
      const asked = { limit, ...(cursor !== undefined && { cursor }) };
      const page =
        number === undefined
          ? await listed(filterOf(query, within.value), asked)
          : { items: (await numbered(number, within.value)).slice(0, limit), next: null };
      if (!page) return refuse(invalid([{ pointer: '/cursor', detail: 'is none that was given' }]));
      return ok({ items: page.items.map((row) => redactIncident(row, view)), next: page.next });
    },

    async readIncident({ params: { id }, caller }) {
      const row = await visible(id, caller);
      if (!row) return none;
      const { view } = caller;
      const { facts } = redactFacts(await incidents.timeline(row.id), { name: view.name }, emptyBoard);
      const allowed = caller.kind === 'person' ? allowedTo(caller.person, row) : [];
      await audit.looked(actorOf(caller), 'incident', row.id);
      return ok({ ...redactIncident(row, view), timeline: facts, allowed }, { etag: `"${row.rev}"` });
    },

    async readContact({ params: { id }, caller }) {
      const row = await visible(id, caller);
      if (!row) return none;
      const later = (await incidents.timeline(row.id)).flatMap((fact) =>
        fact.kind === 'incident.updated' && fact.said?.contact ? [{ at: fact.at, contact: fact.said.contact }] : [],
      );
      const all = [...(row.contact ? [{ at: row.times.received, contact: row.contact }] : []), ...later];
      await audit.looked(actorOf(caller), 'contact', row.id);
      const items = all.map(async ({ at, contact }) => {
        const opened = await contacts.open(row.id, contact);
        return opened ? { at, ...opened } : { at, deleted: true as const };
      });
      return ok({ items: await Promise.all(items) });
    },

    async recommendUnits({ params: { id }, query: { limit }, caller: { view } }) {
      const incident = await incidents.get(id);
      if (!incident || (view.area !== undefined && !incident.areas.includes(view.area))) return none;
      const { asOf, items } = dispatch.recommended(incident);
      return ok({ asOf, items: items.slice(0, limit) });
    },

    async findDuplicates({ params: { id }, caller }) {
      const row = await visible(id, caller);
      if (!row) return none;
      const { area } = caller.view;
      const open = [...board().incidents.values()].filter((other) => area === undefined || other.areas.includes(area));
      return ok({ asOf: clock.now(), items: duplicatesOf(row, open) });
    },

    commandIncident: commandOf('incident', parts),
  };

  /** Null: the cursor is none of ours. */
  async function listed(
    ...asked: Parameters<IncidentIndex['list']>
  ): Promise<Awaited<ReturnType<IncidentIndex['list']>> | null> {
    try {
      return await incidents.list(...asked);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  /** The incident that is asked for. What the caller may not know of does not exist for him. */
  async function visible(id: IncidentId, caller: ViewerCaller): Promise<Incident | null> {
    const { area } = caller.view;
    const row = await incidents.get(id);
    if (!row) return null;
    const isTheirs = caller.kind === 'person' && isWorkOf(caller.person, row);
    return area === undefined || row.areas.includes(area) || isTheirs ? row : null;
  }
}

function filterOf(query: QueryOf<typeof listIncidents>, area: string | undefined): IncidentFilter {
  const { status, priority, category, text, from, to, source, sourceRef } = query;
  return {
    ...(status && { states: status }),
    ...(priority && { priorities: priority }),
    ...(category !== undefined && { category }),
    ...(area !== undefined && { area }),
    ...(text !== undefined && { text }),
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { to: Date.parse(to) }),
    ...(source !== undefined && { source }),
    ...(sourceRef !== undefined && { sourceRef }),
  };
}
