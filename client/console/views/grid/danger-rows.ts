import { dangerStates, type Danger, type DangerState } from '#data/contract/danger.ts';

/** Dangers by state; within one what is due first, and what has no deadline by its age. */
export function dangersByState(dangers: Iterable<Danger>): Record<DangerState, Danger[]> {
  const columns = Object.fromEntries(dangerStates.map((state) => [state, [] as Danger[]])) as Record<
    DangerState,
    Danger[]
  >;
  for (const danger of dangers) columns[danger.state].push(danger);
  for (const rows of Object.values(columns))
    rows.sort((a, b) => (a.due ?? a.found) - (b.due ?? b.found) || (a.id < b.id ? -1 : 1));
  return columns;
}
