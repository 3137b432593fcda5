import type { Alarm, AlarmCondition } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { Bulletin } from '../contract/bulletin.ts';
import { administration, type May } from '../contract/commands/command.ts';
import { commandNamed, type ThingKind } from '../contract/commands/kinds.ts';
import type { Danger } from '../contract/danger.ts';
import type { Dispute } from '../contract/dispute.ts';
import type { Cell, Inspection } from '../contract/grid.ts';
import type { AreaId, CellId, UnitId } from '../contract/ids.ts';
import type { Assignment, Incident, Task } from '../contract/incident.ts';
import type { Person } from '../contract/person.ts';
import type { Handover, ShiftEntry } from '../contract/shift.ts';
import type { Unit } from '../contract/unit.ts';
import { areasOfCell, type AreaPack } from './cell-areas.ts';
import { allowedCommands, isBefore, mayBeReturned } from './life-cycle.ts';

/** What a command is given to. */
export type Subject =
  | { kind: 'incident'; row: Incident }
  | { kind: 'unit'; row: Unit }
  | { kind: 'alarm'; row: Alarm }
  | { kind: 'inspection'; row: Inspection }
  | { kind: 'cell'; row: Cell }
  | { kind: 'danger'; row: Danger }
  | { kind: 'dispute'; row: Dispute }
  | { kind: 'shift'; row: ShiftEntry }
  | { kind: 'handover'; row: Handover }
  | { kind: 'bulletin'; row: Bulletin }
  | { kind: 'alarm-rule'; row: { condition: AlarmCondition } };
/** What a command is given to that is yet to make its thing. */
export type Unmade = { kind: ThingKind; row: null };

/** `hidden`: the person may not even know of it. `missing`: they see it and have no right to do this. */
export type Right = 'given' | 'missing' | 'hidden';

export type RightsContext = {
  board: Pick<Board, 'cells'>;
  now: number;
  pack: AreaPack & { organisations?: readonly { id: string; area: AreaId }[] };
  /** Whether all of a unit's crew works within the area; left out: of none is that known. */
  crewIsWithin?: (unit: UnitId, area: AreaId) => boolean;
};

/**
 * Whether this person may give this command here, before the present state has its say. Of a body
 * that nobody can read (undefined), whatever it would have to say.
 */
export function rightOf(
  person: Person,
  subject: Subject | Unmade,
  command: string,
  body: unknown,
  context: RightsContext,
): Right {
  if (subject.row === null)
    return commandNamed(subject.kind, command, true)?.may[person.role] === 'all' ? 'given' : 'missing';
  if (!isWithin(person, subject, context)) return 'hidden';
  // What holds in the whole city is for those who run the whole city.
  if (subject.kind === 'alarm-rule' && person.area !== undefined) return 'missing';
  // A unit goes everywhere; what it is called and whether there is one is for who runs where its crew works.
  if (subject.kind === 'unit' && person.area !== undefined && commandNamed('unit', command)?.may === administration)
    if (!context.crewIsWithin?.(subject.row.id, person.area)) return 'missing';
  const may = mayOf(person, subject.kind, command);
  if (may === 'own' && body === undefined) return 'given';
  if (may === 'own') return isOwn(person, subject, command, body, context) ? 'given' : 'missing';
  return may === 'all' ? 'given' : 'missing';
}

/** What the role may do with commands of that name; undefined for names that are no command. */
export function mayOf({ role }: Pick<Person, 'role'>, kind: ThingKind, command: string): May | undefined {
  return commandNamed(kind, command)?.may[role];
}

/** Whether it lies within the person's area of responsibility, or is their work all the same. */
export function isWithin(person: Person, subject: Subject, { pack }: Pick<RightsContext, 'pack'>): boolean {
  const { area } = person;
  if (area === undefined || !isSomewhere(subject)) return true;
  if (subject.kind === 'incident' && isWorkOf(person, subject.row)) return true;
  return (subject.kind === 'cell' ? areasOfCell(subject.row.id, pack) : subject.row.areas).includes(area);
}

type Somewhere = Exclude<Subject, { kind: (typeof nowhere)[number] }>;
const nowhere = ['unit', 'dispute', 'shift', 'handover', 'bulletin', 'alarm-rule'] as const;

/** Units go everywhere; whose a dispute, a shift, a hand-over or a bulletin is, is asked where it is found. */
function isSomewhere(subject: Subject): subject is Somewhere {
  return !(nowhere as readonly string[]).includes(subject.kind);
}

/** Whether the person holds a post of the cell now. */
export function holdsPost({ id }: Pick<Person, 'id'>, cell: CellId, { board, now }: RightsContext): boolean {
  const posts = board.cells.get(cell)?.posts ?? [];
  return posts.some(({ person, from, to = Infinity }) => person === id && from <= now && now <= to);
}

/** Whether the person's unit, organisation or cell is what this is about. */
function isOwn(person: Person, subject: Subject, command: string, body: unknown, context: RightsContext): boolean {
  switch (subject.kind) {
    case 'incident':
      return ownPart(person, subject.row, command, body as { unit?: string; task?: string });
    case 'unit':
      return person.unit === subject.row.id;
    case 'inspection':
      return isOwnVisit(person, subject.row, context);
    case 'danger': {
      const { cell, organisation } = subject.row;
      const isWork = command === 'start' || command === 'rectified';
      return holdsPost(person, cell, context) || (isWork && isOf(person, organisation));
    }
    case 'cell':
      return holdsPost(person, subject.row.id, context);
    case 'dispute':
      return subject.row.content?.handlers.includes(person.id) ?? false;
    case 'alarm':
    case 'alarm-rule':
    case 'shift':
    case 'handover':
    case 'bulletin':
      return false;
  }
}

function ownPart(
  person: Person,
  incident: Incident,
  command: string,
  { unit, task }: { unit?: string; task?: string },
) {
  if (command.startsWith('task-')) return ownTasks(person, incident).some(({ id }) => id === task);
  const isOwnUnit = unit !== undefined && unit === person.unit;
  if (command === 'resolve')
    return (isOwnUnit || unit === undefined) && (ownCrew(person, incident) !== undefined || leads(person, incident));
  return isOwnUnit && (command !== 'unassign' || isDone(incident));
}

/** The work on the spot is over, and somebody looks whether it is well done. */
const isDone = ({ state }: Incident) => state === 'resolved' || state === 'verified';

function ownCrew({ unit }: Person, { assignments }: Incident): Assignment | undefined {
  return unit === undefined ? undefined : assignments.find((assignment) => assignment.unit === unit);
}

function ownTasks(person: Person, { tasks = [] }: Incident): Task[] {
  return tasks.filter(({ organisation }) => isOf(person, organisation));
}

function leads(person: Person, incident: Incident): boolean {
  return ownTasks(person, incident).some(({ lead }) => lead);
}

function isOf(person: Person, organisation: string | undefined): boolean {
  return organisation !== undefined && person.organisation === organisation;
}

/** Whether a visit is theirs: who holds a post of the cell, and its own community's organisations. */
export function isOwnVisit(person: Person, inspection: Inspection, context: RightsContext): boolean {
  return holdsPost(person, inspection.cell, context) || isOfCommunity(person, inspection, context);
}

/** A committee or a company of the very community that the cell is part of. */
function isOfCommunity(person: Person, { cell }: Inspection, { pack }: RightsContext): boolean {
  const community = areasOfCell(cell, pack).at(-1);
  return pack.organisations?.some(({ id, area }) => isOf(person, id) && area === community) ?? false;
}

/** Whether an incident is this person's work: their unit is sent to it, or their organisation has a task. */
export function isWorkOf(person: Person, incident: Incident): boolean {
  return ownCrew(person, incident) !== undefined || ownTasks(person, incident).length > 0;
}

/** The commands that this person could give now with some body. */
export function allowedTo(person: Person, incident: Incident): string[] {
  const crew = ownCrew(person, incident);
  const tasks = ownTasks(person, incident);
  const own: Record<string, boolean> = {
    accept: crew !== undefined && isBefore(crew, 'accepted'),
    enroute: crew !== undefined && isBefore(crew, 'enroute'),
    arrive: crew !== undefined && isBefore(crew, 'onscene'),
    resolve: crew !== undefined || leads(person, incident),
    unassign: crew !== undefined && isDone(incident),
    'task-accept': tasks.some(({ state }) => state === 'asked'),
    'task-done': tasks.some(({ state }) => state !== 'done'),
    'task-return': tasks.some(mayBeReturned),
  };
  return allowedCommands(incident).filter((name) => {
    if (name === 'verify' && incident.resolvedBy?.kind === 'person' && incident.resolvedBy.id === person.id)
      return false;
    const may = mayOf(person, 'incident', name);
    return may === 'all' || (may === 'own' && own[name] === true);
  });
}
