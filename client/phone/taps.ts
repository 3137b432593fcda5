import type { ToldBulletin } from '#data/contract/bulletin.ts';
import type { IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { Danger } from '#data/contract/danger.ts';
import type { TaskId, UnitId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Unit } from '#data/contract/unit.ts';
import { pathTo } from '#client/call/light.ts';
import type { Said } from './queue/action.ts';
import { revAhead, type Queue } from './queue/queue.ts';
import type { CrewStep } from './work/steps.ts';

/**
 * What the buttons say to the server. A crew's steps carry no revision: whether they still make
 * sense is decided by the rules. Where somebody judged by what the screen showed they carry the
 * revision of it, so that what changed meanwhile is told before it counts.
 */
type FieldCommand = Extract<
  IncidentCommandName,
  'accept' | 'enroute' | 'arrive' | 'resolve' | 'unassign' | 'note' | 'task-accept' | 'task-done'
>;
const onIncident = ({ id }: Incident, command: FieldCommand) => ({
  about: `incident/${id}`,
  path: pathTo('POST /api/v1/incidents/:id/:command', { id, command }),
});
const withReason = (reason: string) => (reason.trim() === '' ? {} : { reason: reason.trim() });

export function crewStep(incident: Incident, step: Exclude<CrewStep, 'resolve'>, unit: UnitId): Said {
  return { ...onIncident(incident, step === 'leave' ? 'unassign' : step), deed: step, body: { unit } };
}

/** @param shown the incident as the server has told it, without the own taps. */
export function resolve(shown: Incident, unit: UnitId, reason: string, queue: Queue): Said {
  const on = onIncident(shown, 'resolve');
  const body = { unit, ...withReason(reason) };
  return { ...on, deed: 'resolve', body, ifMatch: revAhead(queue, on.about, shown.rev) };
}

export function note(incident: Incident, text: string): Said {
  return { ...onIncident(incident, 'note'), deed: 'note', body: { text: text.trim() } };
}

export function taskStep(incident: Incident, step: 'task-accept' | 'task-done', task: TaskId): Said {
  return { ...onIncident(incident, step), deed: step, body: { task } };
}

const dangerDeeds = {
  start: 'danger-start',
  rectified: 'danger-rectified',
  'send-back': 'danger-send-back',
  clear: 'danger-clear',
} as const;
export type DangerStep = keyof typeof dangerDeeds;

/** @param shown the danger as the server has told it. */
export function dangerStep(shown: Danger, step: DangerStep, body: Record<string, unknown>, queue: Queue): Said {
  const about = `danger/${shown.id}`;
  return {
    about,
    deed: dangerDeeds[step],
    path: pathTo('POST /api/v1/dangers/:id/:command', { id: shown.id, command: step }),
    body,
    ifMatch: revAhead(queue, about, shown.rev),
  };
}

export function unitStatus(unit: UnitId, availability: Unit['availability'], reason: Unit['reason']): Said {
  return {
    about: `unit/${unit}`,
    deed: 'status',
    path: pathTo('POST /api/v1/units/:id/:command', { id: unit, command: 'status' }),
    body: { availability, reason },
  };
}

/** For the room, by who leads it. */
export function acknowledgeBulletin({ id }: Pick<ToldBulletin, 'id'>): Said {
  return {
    about: `bulletin/${id}`,
    deed: 'bulletin-acknowledge',
    path: pathTo('POST /api/v1/bulletins/:id/:command', { id, command: 'acknowledge' }),
    body: {},
  };
}

export function checkIn(unit: UnitId): Said {
  const path = pathTo('POST /api/v1/units/:id/:command', { id: unit, command: 'check-in' });
  return { about: `unit/${unit}`, deed: 'check-in', path, body: {} };
}
