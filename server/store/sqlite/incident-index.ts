import type { IncidentIndex } from '../store.ts';
import { chainedFact, onlyOf } from '../rows/chained-fact.ts';
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
