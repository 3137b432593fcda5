import type { NewFact } from '#data/contract/fact.ts';
import type { Incident, PastIncident } from '#data/contract/incident.ts';
import type { Increment } from './ledger.ts';

type Counted = Omit<Increment, 'count'>;

/**
 * What facts change about the counts, by the same rule as the store's roll-ups: an incident counts
 * once, in the hour and cell of its report, under its present category. `open` are the incidents
 * that may still be triaged.
 */
export function createFactCounts(
  open: Iterable<Incident>,
  hourOf: (t: number) => number,
): (fact: NewFact) => Increment[] {
  const counted = new Map<string, Counted>();
  const place = ({ reportedAt, category, cell }: Incident | PastIncident): Counted => ({
    hour: hourOf(reportedAt),
    category,
    cell: cell ?? '',
  });
  for (const incident of open) counted.set(incident.id, place(incident));

  return (fact) => {
    switch (fact.kind) {
      case 'incident.reported': {
        const at = place(fact.incident as Incident);
        counted.set(fact.incident.id, at);
        return [{ ...at, count: 1 }];
      }
      case 'incidents.imported':
        return fact.incidents.map((incident) => ({ ...place(incident), count: 1 }));
      case 'incident.triaged': {
        const before = counted.get(fact.incident);
        if (!before) throw new Error('a triaged incident was never reported');
        if (before.category === fact.category) return [];
        const after = { ...before, category: fact.category };
        counted.set(fact.incident, after);
        return [
          { ...before, count: -1 },
          { ...after, count: 1 },
        ];
      }
      case 'incident.reopened':
        counted.set(fact.incident.id, place(fact.incident));
        return [];
      case 'incident.closed':
      case 'incident.cancelled':
      case 'incident.merged':
      case 'incident.referred':
        counted.delete(fact.incident);
        return [];
      default:
        return [];
    }
  };
}
