import type { Board } from '#data/contract/board.ts';
import type { Unit } from '#data/contract/unit.ts';

/** How a unit is drawn. The order is that of the codes, and of the pictures in the unit sheet. */
export const unitLooks = ['hidden', 'available', 'assigned', 'onscene', 'away', 'silent', 'help'] as const;
export type UnitLook = (typeof unitLooks)[number];

/** What the layer is told of a unit: a place in `unitLooks`. */
export const unitCode = (look: UnitLook) => unitLooks.indexOf(look);

/** Who calls for help is seen whatever else holds. Off duty nobody is watched. Whose fixes are late is where the mark is no longer for sure. */
export function lookOf({ availability, reason, contact, panic }: Unit): UnitLook {
  if (panic !== undefined) return 'help';
  if (reason === 'offduty') return 'hidden';
  if (contact !== 'live') return 'silent';
  if (reason === 'onscene') return 'onscene';
  if (reason === 'dispatched' || reason === 'enroute') return 'assigned';
  return availability === 'unavailable' ? 'away' : 'available';
}

/** Those alone that call for help, by slot; empty while nobody does. */
export function callStates(units: Board['units']): Uint8Array {
  const help = unitCode('help');
  const states = unitStates(units);
  return states.includes(help) ? states.map((code) => (code === help ? code : 0)) : new Uint8Array(0);
}

/** The code of every unit by its slot; slots that no unit has stay hidden. */
export function unitStates(units: Board['units']): Uint8Array {
  let slots = 0;
  for (const { slot } of units.values()) slots = Math.max(slots, slot + 1);
  const states = new Uint8Array(slots);
  for (const unit of units.values()) states[unit.slot] = unitCode(lookOf(unit));
  return states;
}
