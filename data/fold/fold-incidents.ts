import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { editMap } from '../kit/edit-map.ts';
import { foldIncident, hasEnded, incidentOf } from './fold-incident.ts';

/** The table of open incidents after `facts`. */
export function foldIncidents(before: Board['incidents'], facts: readonly LoggedFact[]): Board['incidents'] {
  const table = editMap(before);
  for (const fact of facts) {
    const id = incidentOf(fact);
    if (id === undefined) continue;
    const row = foldIncident(table.get(id), fact);
    if (!row) continue;
    if (hasEnded(row.state)) table.delete(id);
    else table.set(id, row);
  }
  return table.done();
}
