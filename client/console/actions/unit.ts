import type { UnitCommand } from '#data/contract/commands/unit.ts';
import type { Person } from '#data/contract/person.ts';
import type { Unit } from '#data/contract/unit.ts';
import { mayGive, type Giver } from './may-give.ts';

/** What the desk can do with a unit, in the order of the buttons. */
export const crewActions = [
  'endPanic',
  'checkIn',
  'standby',
  'patrol',
  'meal',
  'refuel',
  'offduty',
  'describe',
  'remove',
  'restore',
] as const;
export type CrewAction = (typeof crewActions)[number];

/** Those that ask for something first, with the command that they give. */
export const asking = { endPanic: 'panic-end', describe: 'describe', remove: 'remove', restore: 'restore' } as const;
export type AskingAction = keyof typeof asking;
export const isAsking = (action: CrewAction): action is AskingAction => action in asking;

type Plain = Extract<UnitCommand, { name: 'check-in' | 'status' }>;

/** The others, as they are sent. */
export const crewCommands: Readonly<Record<Exclude<CrewAction, AskingAction>, Plain>> = {
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
export function actionsFor(unit: Unit, giver: Giver, people?: readonly Person[]): CrewAction[] {
  const may = (name: string, body: unknown) => mayGive(giver, { kind: 'unit', row: unit }, name, body, people);
  return crewActions.filter((action) => {
    if (isAsking(action)) return takes(unit, action) && may(asking[action], {});
    if (unit.removed !== undefined) return false;
    const { name, body } = crewCommands[action];
    if (!may(name, body)) return false;
    if (action === 'checkIn') return unit.reason === 'onscene';
    return unit.incident === undefined && unit.reason !== action;
  });
}

/** Whether the unit as it stands takes what is asked for first. */
function takes({ panic, incident, removed }: Unit, action: AskingAction): boolean {
  if (action === 'endPanic') return panic !== undefined;
  if (action === 'restore') return removed !== undefined;
  if (action === 'remove' && (incident !== undefined || panic !== undefined)) return false;
  return removed === undefined;
}
