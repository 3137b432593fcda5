import type { Actor } from '#data/contract/actor.ts';
import type { AlarmCommand } from '#data/contract/commands/alarm.ts';
import type { DangerCommand } from '#data/contract/commands/danger.ts';
import type { BodyOf, IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { UnitCommand } from '#data/contract/commands/unit.ts';
import type { Answer } from '#data/contract/grid.ts';
import type { AlarmId, DangerId, IncidentId, InspectionId, UnitId } from '#data/contract/ids.ts';
import type { Desk } from '../desk/desk.ts';

/** One command of an incident with its body. */
export type Order = { [Name in IncidentCommandName]: { name: Name; body: BodyOf<Name> } }[IncidentCommandName];

/**
 * The desk as the demo's people use it: each answers whether it was done. What the present state
 * refuses is no error here; somebody else may have been quicker.
 */
export type Orders = {
  incident(by: Actor, id: IncidentId, order: Order): Promise<boolean>;
  unit(by: Actor, id: UnitId, command: UnitCommand): Promise<boolean>;
  alarm(by: Actor, id: AlarmId, command: AlarmCommand): Promise<boolean>;
  /** The visit has been paid, with an answer for every item. */
  inspection(by: Actor, id: InspectionId, answers?: Answer[]): Promise<boolean>;
  danger(by: Actor, id: DangerId, command: DangerCommand): Promise<boolean>;
};

const drill = { exercise: true };

/** Gives the orders at the desk, as everybody does, and marks them as an exercise. */
export function ordersAt(desk: Desk): Orders {
  return {
    incident: async (by, id, { name, body }) => (await desk.command(by, id, name, body, drill)).ok,
    unit: async (by, id, { name, body }) => (await desk.unitCommand(by, id, name, body, drill)).ok,
    alarm: async (by, id, { name, body }) => (await desk.alarmCommand(by, id, name, body, drill)).ok,
    inspection: async (by, id, answers) =>
      (await desk.inspectionCommand(by, id, 'done', answers ? { answers } : {}, drill)).ok,
    danger: async (by, id, { name, body }) => (await desk.dangerCommand(by, id, name, body, drill)).ok,
  };
}
