import type { Board } from '../contract/board.ts';
import type { BodyOf, IncidentCommand } from '../contract/commands/incident.ts';
import type { Fact } from '../contract/fact.ts';
import type { TaskId, UnitId } from '../contract/ids.ts';
import type { Incident } from '../contract/incident.ts';
import { accepted, refused } from '../kit/result.ts';
import { nextRev, withReason, type Decided, type DecisionContext } from './decision.ts';
import { isBefore } from './life-cycle.ts';

type StatusFact = Extract<Fact, { kind: 'unit.status-changed' }>;

export function assign(incident: Incident, body: BodyOf<'assign'>, { board }: DecisionContext): Decided {
  const unit = board.units.get(body.unit);
  if (!unit) return refused({ why: 'unit-unknown', pointer: '/unit' });
  if (onIncident(incident, unit.id)) return refused({ why: 'already-assigned' });
  if (unit.incident !== undefined) return refused({ why: 'unit-busy' });
  if (unit.availability === 'unavailable') return refused({ why: 'unit-unavailable' });
  return accepted([
    { kind: 'incident.assigned', ...nextRev(incident), unit: unit.id, ...withReason(body) },
    busy(unit.id, 'dispatched', incident),
  ]);
}

export function unassign(incident: Incident, body: BodyOf<'unassign'>, { board }: DecisionContext): Decided {
  const unit = body.unit ?? onlyUnit(incident);
  if (unit === undefined) return refused({ why: 'which-unit', pointer: '/unit' });
  if (!onIncident(incident, unit)) return refused({ why: 'not-assigned', pointer: '/unit' });
  return accepted([
    { kind: 'incident.unassigned', ...nextRev(incident), unit, ...withReason(body) },
    ...release(incident, board, [unit]),
  ]);
}

/** The work is done. The crew that says so is free again; others leave when they are done. */
export function resolve(incident: Incident, body: BodyOf<'resolve'>, { board }: DecisionContext): Decided {
  const { unit } = body;
  if (unit !== undefined && !onIncident(incident, unit)) return refused({ why: 'not-assigned', pointer: '/unit' });
  return accepted([
    { kind: 'incident.resolved', ...nextRev(incident), ...(unit !== undefined && { unit }), ...withReason(body) },
    ...(unit === undefined ? [] : release(incident, board, [unit])),
  ]);
}

const steps = {
  accept: { kind: 'incident.accepted', reaches: 'accepted', reason: null },
  enroute: { kind: 'incident.enroute', reaches: 'enroute', reason: 'enroute' },
  arrive: { kind: 'incident.arrived', reaches: 'onscene', reason: 'onscene' },
} as const;

/** A crew comes one step further: accept, enroute, arrive. */
export function advance(command: keyof typeof steps, incident: Incident, body: BodyOf<'arrive'>): Decided {
  const { kind, reaches, reason } = steps[command];
  const unit = body.unit ?? onlyUnit(incident);
  if (unit === undefined) return refused({ why: 'which-unit', pointer: '/unit' });
  const assignment = onIncident(incident, unit);
  if (!assignment) return refused({ why: 'not-assigned', pointer: '/unit' });
  if (!isBefore(assignment, reaches)) return refused({ why: 'step-passed' });
  const step: Fact = { kind, ...nextRev(incident), unit };
  return accepted(reason ? [step, busy(unit, reason, incident)] : [step]);
}

/** The unit that is meant when none is named; undefined when there are several or none. */
export function onlyUnit({ assignments }: Incident): UnitId | undefined {
  return assignments.length === 1 ? assignments[0]!.unit : undefined;
}

/** The units of an incident are free again, but for those that meanwhile do something else. */
export function release(
  incident: Incident,
  board: Pick<Board, 'units'>,
  units: readonly UnitId[] = incident.assignments.map(({ unit }) => unit),
): StatusFact[] {
  return units
    .filter((unit) => board.units.get(unit)?.incident === incident.id)
    .map((unit) => ({ kind: 'unit.status-changed', unit, availability: 'available', reason: 'standby' }));
}

/** When what a command follows was: the unit's last step, its task's, or the report. */
export function stepBefore(incident: Incident, { name, body }: IncidentCommand): number {
  const { unit = onlyUnit(incident), task } = body as { unit?: UnitId; task?: TaskId };
  if (name.startsWith('task-')) return incident.tasks?.find(({ id }) => id === task)?.since ?? incident.times.received;
  const isCrews = name in steps || name === 'resolve' || name === 'unassign';
  const of = isCrews && unit !== undefined ? onIncident(incident, unit) : undefined;
  return of?.since ?? incident.times.received;
}

function busy(unit: UnitId, reason: StatusFact['reason'], { id }: Incident): StatusFact {
  return { kind: 'unit.status-changed', unit, availability: 'unavailable', reason, incident: id };
}

function onIncident({ assignments }: Incident, unit: UnitId): Incident['assignments'][number] | undefined {
  return assignments.find((assignment) => assignment.unit === unit);
}
