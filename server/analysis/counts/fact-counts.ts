import type { NewFact } from '#data/contract/fact.ts';
import { originOf, type Incident } from '#data/contract/incident.ts';
import type { Increment } from './ledger.ts';

/**
 * What facts change about the counts, by the same rule as the store's roll-ups: an incident counts
 * once, in the hour and cell of its report, under its present category.
 */
export type FactCounts = {
  /** What this fact changes, as things are. */
  of(fact: NewFact): Increment[];
  /** Things are as after this fact from now on. */
  remember(fact: NewFact): void;
};

type Counted = Omit<Increment, 'count'>;
type Placed = Pick<Incident, 'reportedAt' | 'dayOnly' | 'category' | 'cell' | 'source'>;

/** `open` are the incidents that may still be triaged. */
export function createFactCounts(open: Iterable<Incident>, hourOf: (t: number) => number): FactCounts {
  const counted = new Map<string, Counted>();
  const place = (incident: Placed): Counted => ({
    hour: hourOf(incident.reportedAt),
    category: incident.category,
    cell: incident.cell ?? '',
    origin: originOf(incident),
  });
  for (const incident of open) counted.set(incident.id, place(incident));

  return {
    of(fact) {
      switch (fact.kind) {
        case 'incident.reported':
          return [{ ...place(fact.incident), count: 1 }];
        case 'incidents.imported':
          return fact.incidents.map((incident) => ({ ...place(incident), count: 1 }));
        case 'incidents.withdrawn':
          return fact.incidents.map((incident) => ({ ...place(incident), count: -1 }));
        case 'incident.triaged': {
          const before = counted.get(fact.incident);
          if (!before || before.category === fact.category) return [];
          return [
            { ...before, count: -1 },
            { ...before, category: fact.category, count: 1 },
          ];
        }
        default:
          return [];
      }
    },
    remember(fact) {
      switch (fact.kind) {
        case 'incident.reported':
        case 'incident.reopened':
          counted.set(fact.incident.id, place(fact.incident));
          break;
        case 'incident.triaged': {
          const before = counted.get(fact.incident);
          if (before) counted.set(fact.incident, { ...before, category: fact.category });
          break;
        }
        case 'incident.closed':
        case 'incident.cancelled':
        case 'incident.merged':
        case 'incident.referred':
          counted.delete(fact.incident);
      }
    },
  };
}
