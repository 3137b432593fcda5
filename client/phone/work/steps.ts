import type { OrganisationId, UnitId } from '#data/contract/ids.ts';
import type { Assignment, Incident, Task } from '#data/contract/incident.ts';

export type CrewStep = 'accept' | 'enroute' | 'arrive' | 'resolve' | 'leave';

const reached: readonly Assignment['state'][] = ['assigned', 'accepted', 'enroute', 'onscene'];
const steps: readonly CrewStep[] = ['accept', 'enroute', 'arrive', 'resolve'];
/** Where crews work, and where their work is over; a test holds it against the life cycle, whose schemas are too heavy for a first paint. */
const working: readonly Incident['state'][] = ['assigned', 'enroute', 'onscene'];
const over: readonly Incident['state'][] = ['resolved', 'verified'];

/** What a crew can report next, the nearest step first. A crew may skip steps and never goes back. Somebody else's "done" leaves it to leave. */
export function crewSteps({ assignments, state }: Incident, unit: UnitId | undefined): CrewStep[] {
  const mine = assignments.find((assignment) => assignment.unit === unit);
  if (!mine) return [];
  if (over.includes(state)) return ['leave'];
  return working.includes(state) ? steps.slice(reached.indexOf(mine.state)) : [];
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
