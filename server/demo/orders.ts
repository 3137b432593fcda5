import type { Actor } from '#data/contract/actor.ts';
import type { AlarmCommand } from '#data/contract/commands/alarm.ts';
import type { DangerCommand } from '#data/contract/commands/danger.ts';
import type { ThingKind } from '#data/contract/commands/kinds.ts';
import type { BodyOf, IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { UnitCommand } from '#data/contract/commands/unit.ts';
import type { Answer } from '#data/contract/grid.ts';
import type { AlarmId, DangerId, IncidentId, InspectionId, UnitId } from '#data/contract/ids.ts';
import type { Give } from '../desk/give.ts';
import type { Spoken } from './spoken.ts';

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

/** Gives a command at the desk, as everybody does, and marks it as an exercise, in the city's languages. */
export type Drill = (by: Actor, kind: ThingKind, id: string | null, name: string, body: unknown) => ReturnType<Give>;

export function drillAt(give: Give, { lines }: Pick<Spoken, 'lines'>): Drill {
  return (actor, kind, id, name, body) => give({ kind, id, name, body: lines(body), actor, how: { exercise: true } });
}

export function ordersAt(drill: Drill): Orders {
  return {
    incident: async (by, id, { name, body }) => (await drill(by, 'incident', id, name, body)).ok,
    unit: async (by, id, { name, body }) => (await drill(by, 'unit', id, name, body)).ok,
    alarm: async (by, id, { name, body }) => (await drill(by, 'alarm', id, name, body)).ok,
    inspection: async (by, id, answers) => (await drill(by, 'inspection', id, 'done', answers ? { answers } : {})).ok,
    danger: async (by, id, { name, body }) => (await drill(by, 'danger', id, name, body)).ok,
  };
}
