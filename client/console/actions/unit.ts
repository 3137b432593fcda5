import type { UnitCommand } from '#data/contract/commands/unit.ts';
import type { Person } from '#data/contract/person.ts';
import type { Unit } from '#data/contract/unit.ts';
import { rightOf, type RightsContext } from '#data/rules/rights.ts';

/** What the desk can do with a unit, in the order of the buttons. */
export const crewActions = ['endPanic', 'checkIn', 'standby', 'patrol', 'meal', 'refuel', 'offduty'] as const;
export type CrewAction = (typeof crewActions)[number];

type Plain = Exclude<UnitCommand, { name: 'panic' | 'panic-end' }>;

/** The command as it is sent; to end a call for help asks for a reason first. */
export const crewCommands: Readonly<Record<Exclude<CrewAction, 'endPanic'>, Plain>> = {
  checkIn: { name: 'check-in', body: {} },
  standby: status('standby', 'available'),
  patrol: status('patrol', 'available'),
  meal: status('meal', 'unavailable'),
  refuel: status('refuel', 'unavailable'),
  offduty: status('offduty', 'unavailable'),
};

type StatusBody = Extract<UnitCommand, { name: 'status' }>['body'];
function status(reason: StatusBody['reason'], availability: StatusBody['availability']): Plain {
  return { name: 'status', body: { reason, availability } };
}

/** What this person can do with the unit as it stands. What a crew on an incident does is reported there. */
export function actionsFor(unit: Unit, person: Person, context: RightsContext): CrewAction[] {
  const may = (name: string, body: unknown) =>
    rightOf(person, { kind: 'unit', row: unit }, name, body, context) === 'given';
  return crewActions.filter((action) => {
    if (action === 'endPanic') return unit.panic !== undefined && may('panic-end', {});
    const { name, body } = crewCommands[action];
    if (!may(name, body)) return false;
    if (action === 'checkIn') return unit.reason === 'onscene';
    return unit.incident === undefined && unit.reason !== action;
  });
}
