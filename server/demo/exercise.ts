import type { Actor } from '#data/contract/actor.ts';
import type { SourceName, UnitId } from '#data/contract/ids.ts';
import { incidentIds, type IncidentIds } from '../intake/incident-id.ts';
import type { Sender } from '../intake/intake.ts';

/** The source under which the demo city reports. */
export const DEMO_SOURCE = 'demo-city' as SourceName;

/** What the demo reports is invented and no secret: its ids are of its seed, so that the same seed gives the same facts. */
export const demoIds = (seed: string): IncidentIds => incidentIds(`demo/${seed}`);

/** Those, and for everybody else who reports into a demo the installation's own. */
export function idsWithDemo(seed: string, others: IncidentIds): IncidentIds {
  const own = demoIds(seed);
  return (source, ref) => (source === DEMO_SOURCE ? own : others)(source, ref);
}

/** The demo at the door: everything it says is an exercise. */
export const demoSender: Sender = { source: DEMO_SOURCE, exercise: true };

/** The demo as the one who brings its past along. */
export const demoActor: Actor = { kind: 'source', id: DEMO_SOURCE };

/** One of so many people in a role; `u` in [0, 1) picks. */
export function person(role: string, of: number, u: number): Actor {
  return { kind: 'person', id: `exercise-${role}-${1 + Math.floor(u * of)}` };
}

export function unitActor(unit: UnitId): Actor {
  return { kind: 'unit', id: unit };
}

/** The plan of visits and posts, which nobody gives as an order. */
export const planActor: Actor = { kind: 'rule', id: 'exercise-plan' };
