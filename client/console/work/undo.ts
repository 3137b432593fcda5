import type * as z from 'zod';
import type { incidentCommands } from '#data/contract/commands/incident.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { WorkCommand } from '../actions/about.ts';

/** A command of an incident with its body. */
export type Inverse = {
  [N in 'assign' | 'unassign' | 'triage' | 'resume' | 'task-withdraw']: {
    name: N;
    body: z.input<(typeof incidentCommands)[N]['body']>;
  };
}['assign' | 'unassign' | 'triage' | 'resume' | 'task-withdraw'];

/**
 * What takes a command back, as another step on record; null where nothing honestly does: what has
 * been closed, noted or referred has been seen by others.
 * @param before the incident as it was. @param after as it is; a link's task is found in it.
 */
export function inverseOf(
  command: WorkCommand,
  body: Readonly<Record<string, unknown>>,
  before: Incident,
  after: Incident | undefined,
  reason: string,
): Inverse | null {
  switch (command) {
    case 'assign':
      return { name: 'unassign', body: { unit: body['unit'] as never, reason } };
    case 'unassign':
      return { name: 'assign', body: { unit: body['unit'] as never, reason } };
    case 'triage':
      return { name: 'triage', body: { category: before.category, priority: before.priority, reason } };
    case 'suspend':
      return { name: 'resume', body: { reason } };
    case 'link': {
      const task = after?.tasks?.find(({ organisation }) => organisation === body['organisation']);
      return task ? { name: 'task-withdraw', body: { task: task.id, reason } } : null;
    }
    default:
      return null;
  }
}
