import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { Unit } from '../contract/unit.ts';
import { editMap } from '../kit/edit-map.ts';

/** The unit table after `facts`. Units are never removed, so that a slot means one unit for ever. */
export function foldUnits(before: Board['units'], facts: readonly LoggedFact[]): Board['units'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (fact.kind === 'unit.registered') {
      if (!table.get(fact.unit.id)) table.set(fact.unit.id, registered(fact, table.size));
      continue;
    }
    if (fact.kind !== 'unit.status-changed' && fact.kind !== 'unit.contact-changed') continue;
    const unit = table.get(fact.unit);
    if (!unit) continue;
    if (fact.kind === 'unit.contact-changed') {
      table.set(unit.id, { ...unit, contact: fact.contact, contactSince: fact.at });
    } else {
      const { incident: _before, ...rest } = unit;
      const { availability, reason, incident } = fact;
      table.set(unit.id, { ...rest, availability, reason, since: fact.at, ...(incident && { incident }) });
    }
  }
  return table.done();
}

function registered(fact: LoggedFact & { kind: 'unit.registered' }, slot: number): Unit {
  return {
    ...fact.unit,
    slot,
    availability: 'available',
    reason: 'standby',
    since: fact.at,
    contact: 'unknown',
    contactSince: fact.at,
    exercise: fact.exercise === true,
  };
}
