import type { OrganisationId, UnitId } from '#data/contract/ids.ts';
import type { Assignment, Incident, Task } from '#data/contract/incident.ts';
import { commandsIn, isBefore } from '#data/rules/life-cycle.ts';

export type CrewStep = 'accept' | 'enroute' | 'arrive' | 'resolve';

const order: readonly [CrewStep, Assignment['state']][] = [
  ['accept', 'accepted'],
  ['enroute', 'enroute'],
  ['arrive', 'onscene'],
];

/** What a crew can report next, the nearest step first. A crew may skip steps and never goes back. */
export function crewSteps(incident: Incident, unit: UnitId | undefined): CrewStep[] {
  const mine = incident.assignments.find((assignment) => assignment.unit === unit);
  const known = commandsIn[incident.state];
  if (!mine) return [];
  const ahead = order.filter(([, reached]) => isBefore(mine, reached)).map(([step]) => step);
  return [...ahead, 'resolve' as const].filter((step) => known.includes(step));
}

/** The tasks of an organisation, and what it can say of each next. */
export function ownTasks(
  { tasks = [] }: Incident,
  organisation: OrganisationId | undefined,
): { task: Task; step: 'task-accept' | 'task-done' | null }[] {
  return tasks
    .filter((task) => task.organisation === organisation)
    .map((task) => ({
      task,
      step: task.state === 'asked' ? 'task-accept' : task.state === 'accepted' ? 'task-done' : null,
    }));
}

/** The limit that presses next: its name and when; null when no clock runs. */
export function nextLimit({
  due,
  times,
  state,
  suspended,
}: Incident): { limit: 'accept' | 'attend' | 'resolve'; at: number } | null {
  if (suspended || state === 'resolved' || state === 'verified') return null;
  if (due.accept !== undefined && times.firstAssigned === undefined) return { limit: 'accept', at: due.accept };
  if (due.attend !== undefined && times.arrived === undefined) return { limit: 'attend', at: due.attend };
  return due.resolve === undefined ? null : { limit: 'resolve', at: due.resolve };
}

/** Gravest first, then what presses soonest, then the newest. */
export function byUrgency(incidents: readonly Incident[]): Incident[] {
  const at = (row: Incident) => nextLimit(row)?.at ?? Infinity;
  return incidents.toSorted((a, b) => a.priority - b.priority || at(a) - at(b) || b.reportedAt - a.reportedAt || 0);
}
