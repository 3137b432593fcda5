import type { LoggedFact } from '#data/contract/fact.ts';
import type { AreaId, IncidentId, Seq } from '#data/contract/ids.ts';
import type { FactLog, IncidentIndex } from '../store/store.ts';

/** Incidents that came in and that ended since a place in the log. */
export type Tally = { reported: number; ended: number };

/** Counts on from where it last stopped, so that only the first question about a shift reads all of it. */
export type HandoverTally = { since(after: Seq, area?: AreaId): Promise<Tally> };

type Count = { after: Seq; upTo: Seq; reported: number; ended: Set<IncidentId> };
type Parts = { log: Pick<FactLog, 'read' | 'place'>; incidents: Pick<IncidentIndex, 'get'> };

const PAGE = 1000;

export function createHandoverTally({ log, incidents }: Parts): HandoverTally {
  const counts = new Map<string, Promise<Count>>();

  async function countOn(before: Count, area: AreaId | undefined): Promise<Count> {
    const count = { ...before, ended: new Set(before.ended) };
    const isHere = async (id: IncidentId) =>
      area === undefined || ((await incidents.get(id))?.areas.includes(area) ?? false);
    for (;;) {
      const page = await log.read(count.upTo, PAGE);
      for (const { fact } of page) {
        if (fact.kind === 'incident.reported' && (area === undefined || fact.incident.areas.includes(area)))
          count.reported++;
        else if (fact.kind === 'incident.reopened') count.ended.delete(fact.incident.id);
        else if (isEnd(fact) && (await isHere(fact.incident))) count.ended.add(fact.incident);
        count.upTo = fact.seq;
      }
      if (page.length < PAGE) return count;
    }
  }

  return {
    async since(after, area) {
      const key = area ?? '';
      const fresh: Count = { after, upTo: after, reported: 0, ended: new Set() };
      // One after the other: two questions at once do not read the log twice. What failed is asked anew.
      const before = (counts.get(key) ?? Promise.resolve(fresh)).catch(() => fresh);
      const next = before.then((count) => countOn(isOf(count, after, log.place().seq) ? count : fresh, area));
      counts.set(key, next);
      const { reported, ended } = await next;
      return { reported, ended: ended.size };
    },
  };
}

/** Whether it counts from there, in the log as it is: a restored one may end before. */
const isOf = (count: Count, after: Seq, head: Seq) => count.after === after && count.upTo <= head;

type End = LoggedFact & {
  kind: 'incident.closed' | 'incident.cancelled' | 'incident.merged' | 'incident.referred';
};
const ends: ReadonlySet<string> = new Set<End['kind']>([
  'incident.closed',
  'incident.cancelled',
  'incident.merged',
  'incident.referred',
]);
const isEnd = (fact: LoggedFact): fact is End => ends.has(fact.kind);
