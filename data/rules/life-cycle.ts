import type { IncidentCommandName } from '../contract/commands/incident.ts';
import {
  MAX_PASSES,
  MAX_TASKS,
  type Assignment,
  type Incident,
  type IncidentState,
  type Task,
} from '../contract/incident.ts';
import { mayEnd, takesNoWord } from './reply-loop.ts';

type Names = readonly IncidentCommandName[];
const clock = ['extend', 'suspend', 'resume'] as const satisfies Names;
const exits = ['cancel', 'merge', 'refer'] as const satisfies Names;
const crew = ['assign', 'unassign', 'accept', 'enroute', 'arrive'] as const satisfies Names;
const linkage = ['link', 'task-accept', 'task-done', 'task-return', 'task-withdraw'] as const satisfies Names;
const always = [...exits, ...clock, 'escalate', 'note'] as const satisfies Names;
const loop = ['reply', 'call-back', 'rate', 'word'] as const satisfies Names;
const working = ['triage', ...crew, 'resolve', ...linkage, ...always, ...loop] as const satisfies Names;

/** What is still said of a case that has ended. */
const after = ['call-back', 'rate', 'word'] as const satisfies Names;

/** Which commands each state of the life cycle knows. */
export const commandsIn: Readonly<Record<IncidentState, Names>> = {
  reported: ['triage', ...always, ...loop],
  triaged: ['triage', 'assign', 'resolve', ...linkage, ...always, ...loop],
  assigned: working,
  enroute: working,
  onscene: working,
  resolved: ['verify', 'reopen', 'unassign', 'task-accept', 'task-done', 'note', ...loop],
  verified: ['close', 'reopen', 'unassign', 'task-accept', 'task-done', 'note', ...loop],
  closed: ['reopen', 'note', ...after],
  cancelled: ['note', ...after],
  duplicate: ['note'],
  referred: ['note', ...after],
};

/** What a command needs beside the state. */
const needs: Partial<Record<IncidentCommandName, (incident: Incident) => boolean>> = {
  suspend: ({ suspended }) => suspended === undefined,
  resume: ({ suspended }) => suspended !== undefined,
  extend: ({ due }) => Object.keys(due).length > 0,
  assign: ({ assignments }) => assignments.length < MOST_UNITS,
  unassign: ({ assignments }) => assignments.length > 0,
  accept: (incident) => hasUnitBefore(incident, 'accepted'),
  enroute: (incident) => hasUnitBefore(incident, 'enroute'),
  arrive: (incident) => hasUnitBefore(incident, 'onscene'),
  link: ({ tasks = [] }) => tasks.length < MAX_TASKS,
  'task-accept': ({ tasks = [] }) => tasks.some(({ state }) => state === 'asked'),
  'task-done': ({ tasks = [] }) => tasks.some(({ state }) => state !== 'done'),
  'task-return': ({ tasks = [] }) => tasks.some(mayBeReturned),
  'task-withdraw': ({ tasks = [] }) => tasks.some(({ state }) => state !== 'done'),
  escalate: ({ escalation }) => escalation?.level !== 3,
  reply: ({ owed }) => owed !== undefined,
  'call-back': ({ owed }) => owed?.reply !== undefined,
  rate: ({ owed }) => owed?.reply !== undefined,
  word: (incident) => incident.owed !== undefined && !takesNoWord(incident),
  close: (incident) => mayEnd(incident, 'close'),
  refer: (incident) => mayEnd(incident, 'refer'),
  cancel: (incident) => mayEnd(incident, 'cancel'),
};

/** What was handed on too often is the desk's to decide. */
export const mayBeReturned = ({ state, passed = [] }: Task): boolean => state !== 'done' && passed.length < MAX_PASSES;

/** Most units on one incident. */
export const MOST_UNITS = 50;

/** The commands that make sense for the incident as it stands, whoever gives them. */
export function allowedCommands(incident: Incident): IncidentCommandName[] {
  return commandsIn[incident.state].filter((name) => needs[name]?.(incident) ?? true);
}

const steps: readonly Assignment['state'][] = ['assigned', 'accepted', 'enroute', 'onscene'];

/** Whether a unit's work has yet to reach `step`. A crew may skip steps and never goes back. */
export function isBefore({ state }: Assignment, step: Assignment['state']): boolean {
  return steps.indexOf(state) < steps.indexOf(step);
}

function hasUnitBefore({ assignments }: Incident, step: Assignment['state']): boolean {
  return assignments.some((assignment) => isBefore(assignment, step));
}
