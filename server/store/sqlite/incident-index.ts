import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { IncidentIndex } from '../store.ts';
import { chainedFact } from './fact-log.ts';
import type { ReaderCalls } from './messages.ts';
import type { Thread } from './thread.ts';

export function createIncidentIndex(reader: Thread<ReaderCalls>): IncidentIndex {
  return {
    async get(id) {
      const body = await reader.ask('incident', id);
      return body === null ? null : (JSON.parse(body) as Incident);
    },
    async list(filter, { limit, cursor }) {
      const { items, next } = await reader.ask('incidents', { filter, limit, ...(cursor !== undefined && { cursor }) });
      return { items: items.map((body) => JSON.parse(body) as Incident), next };
    },
    async timeline(id) {
      return (await reader.ask('timeline', id)).map((row) => onlyOf(id, chainedFact(row).fact));
    },
  };
}

/** An import brings many cases; a timeline shows the one. */
function onlyOf(id: string, fact: LoggedFact): LoggedFact {
  if (fact.kind !== 'incidents.imported') return fact;
  return { ...fact, incidents: fact.incidents.filter((past) => past.id === id) };
}
