import type { IncidentIndex } from '../store.ts';
import type { ArchivedLog } from '../archive/archived-log.ts';
import { allNamed } from '../archive/read-through.ts';
import { onlyOf } from '../rows/chained-fact.ts';
import type { ReaderCalls, SearcherCalls } from './threads/messages.ts';
import type { Asking, Thread } from './threads/thread.ts';

export function createIncidentIndex(
  reader: Thread<ReaderCalls>,
  searcher: Asking<SearcherCalls>,
  archived: ArchivedLog,
): IncidentIndex {
  return {
    get: (id) => reader.ask('incident', id),
    list: (filter, { limit, cursor }) =>
      searcher.ask('incidents', { filter, limit, ...(cursor !== undefined && { cursor }) }),
    knownRefs: (source, refs) => searcher.ask('knownRefs', { source, refs }),
    async timeline(id) {
      return (await allNamed(await reader.ask('timeline', id), archived)).map((fact) => onlyOf(id, fact));
    },
  };
}
