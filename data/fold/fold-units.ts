import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { Unit } from '../contract/unit.ts';
import { editMap } from '../kit/edit-map.ts';
import { doneAt } from './done-at.ts';

/** The unit table after `facts`. Units are never removed, so that a slot means one unit for ever. */
export function foldUnits(before: Board['units'], facts: readonly LoggedFact[]): Board['units'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (fact.kind === 'unit.registered') {
      if (!table.get(fact.unit.id)) table.set(fact.unit.id, registered(fact, table.size));
      continue;
    }
    if (!isAboutUnit(fact)) continue;
    const unit = table.get(fact.unit);
    if (unit) table.set(unit.id, changed(unit, fact));
  }
  return table.done();
}

const changes = [
  'unit.status-changed',
  'unit.described',
  'unit.removed',
  'unit.restored',
  'unit.contact-changed',
  'unit.panicked',
  'unit.panic-ended',
  'unit.checked-in',
] as const;
type UnitChange = LoggedFact & { kind: (typeof changes)[number] };

function isAboutUnit(fact: LoggedFact): fact is UnitChange {
  return (changes as readonly string[]).includes(fact.kind);
}

function changed(unit: Unit, fact: UnitChange): Unit {
  switch (fact.kind) {
    case 'unit.contact-changed':
      return { ...unit, contact: fact.contact, contactSince: fact.at };
    case 'unit.described': {
      const { callSign = unit.callSign, service = unit.service } = fact;
      return { ...unit, service, ...(callSign !== undefined && { callSign }) };
    }
    case 'unit.removed': {
      const { incident: _before, panic: _ended, ...rest } = unit;
      const { at } = fact;
      return { ...rest, availability: 'unavailable', reason: 'offduty', since: at, removed: at };
    }
    case 'unit.restored': {
      const { removed: _gone, ...rest } = unit;
      return { ...rest, since: fact.at };
    }
    case 'unit.panicked':
      return { ...unit, panic: doneAt(fact) };
    case 'unit.panic-ended': {
      const { panic: _ended, ...rest } = unit;
      return rest;
    }
    case 'unit.checked-in':
      return { ...unit, checkedIn: Math.max(doneAt(fact), unit.checkedIn ?? 0) };
    case 'unit.status-changed': {
      const { incident: _before, ...rest } = unit;
      const { availability, reason, incident } = fact;
      return { ...rest, availability, reason, since: doneAt(fact), ...(incident && { incident }) };
    }
  }
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
