import type { LoggedFact } from '#data/contract/fact.ts';
import type { IncidentIndex } from '../store.ts';
import { chainedFact } from './fact-log.ts';
import type { ReaderCalls, SearcherCalls } from './threads/messages.ts';
import type { Asking, Thread } from './threads/thread.ts';

export function createIncidentIndex(reader: Thread<ReaderCalls>, searcher: Asking<SearcherCalls>): IncidentIndex {
  return {
    get: (id) => reader.ask('incident', id),
    list: (filter, { limit, cursor }) =>
      searcher.ask('incidents', { filter, limit, ...(cursor !== undefined && { cursor }) }),
    knownRefs: (source, refs) => searcher.ask('knownRefs', { source, refs }),
    async timeline(id) {
      return (await reader.ask('timeline', id)).map((row) => onlyOf(id, chainedFact(row).fact));
    },
  };
}

/** An import brings many cases, now and then one of them twice; a timeline shows the one that counts. */
function onlyOf(id: string, fact: LoggedFact): LoggedFact {
  if (fact.kind !== 'incidents.imported') return fact;
  return { ...fact, incidents: fact.incidents.filter((past) => past.id === id).slice(0, 1) };
}
