import { alarmRuleCommands } from './alarm-rule.ts';
import { alarmCommands } from './alarm.ts';
import { bulletinCommands, IssueBulletin } from './bulletin.ts';
import { cellCommands } from './cell.ts';
import type { Command, Commands } from './command.ts';
import { dangerCommands, FindDanger } from './danger.ts';
import { disputeCommands, RegisterDispute } from './dispute.ts';
import { DrawUpHandover, handoverCommands } from './handover.ts';
import { incidentCommands } from './incident.ts';
import { inspectionCommands } from './inspection.ts';
import { NoteShift, shiftCommands } from './shift.ts';
import { unitCommands } from './unit.ts';

type Kind = {
  /** In addresses: `POST /api/v1/{plural}/{id}/{command}`. */
  plural: string;
  commands: Commands;
  /** Given to no thing yet, it makes one: `POST /api/v1/{plural}`. */
  creation?: Command & { name: string };
  /** Whether `If-Match` compares its revision. */
  hasRevision: boolean;
};

/**
 * Every kind of thing that people command. Loads the schemas of all commands: a page with a budget
 * imports the file of the one thing that it needs.
 */
export const kinds = {
  incident: { plural: 'incidents', commands: incidentCommands, hasRevision: true },
  unit: { plural: 'units', commands: unitCommands, hasRevision: false },
  alarm: { plural: 'alarms', commands: alarmCommands, hasRevision: false },
  'alarm-rule': { plural: 'alarm-rules', commands: alarmRuleCommands, hasRevision: false },
  inspection: { plural: 'inspections', commands: inspectionCommands, hasRevision: false },
  cell: { plural: 'cells', commands: cellCommands, hasRevision: false },
  danger: {
    plural: 'dangers',
    commands: dangerCommands,
    creation: { name: 'find', ...FindDanger },
    hasRevision: true,
  },
  dispute: {
    plural: 'disputes',
    commands: disputeCommands,
    creation: { name: 'register', ...RegisterDispute },
    hasRevision: true,
  },
  shift: {
    plural: 'shift',
    commands: shiftCommands,
    creation: { name: 'note', ...NoteShift },
    hasRevision: false,
  },
  handover: {
    plural: 'handovers',
    commands: handoverCommands,
    creation: { name: 'draw-up', ...DrawUpHandover },
    hasRevision: false,
  },
  bulletin: {
    plural: 'bulletins',
    commands: bulletinCommands,
    creation: { name: 'issue', ...IssueBulletin },
    hasRevision: true,
  },
} as const satisfies Record<string, Kind>;

export type ThingKind = keyof typeof kinds;
/** Kinds that people make new ones of. */
export type CreatedKind = {
  [Kind in ThingKind]: (typeof kinds)[Kind] extends { creation: object } ? Kind : never;
}[ThingKind];

/** The command of that name that is given to a thing of this kind, or to none yet; undefined for names that are none. */
export function commandNamed(kind: ThingKind, name: string, toNone = false): Command | undefined {
  const { commands, creation }: Kind = kinds[kind];
  if (toNone) return creation?.name === name ? creation : undefined;
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}
