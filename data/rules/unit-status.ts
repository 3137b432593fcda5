import type { UnitCommand } from '../contract/command.ts';
import type { Availability, Unit } from '../contract/unit.ts';
import { accepted, refused } from '../kit/result.ts';
import type { Decided } from './decision.ts';

type StatusReason = UnitCommand['body']['reason'];

/** What a crew that does so may be. */
const availabilities: Readonly<Record<StatusReason, readonly Availability[]>> = {
  patrol: ['available', 'conditional'],
  standby: ['available', 'conditional'],
  meal: ['conditional', 'unavailable'],
  refuel: ['conditional', 'unavailable'],
  offduty: ['unavailable'],
};

/** A crew says what it does while it is on no incident; on one, the incident's commands say it. */
export function decideUnit(unit: Unit, { body: { availability, reason } }: UnitCommand): Decided {
  if (!availabilities[reason].includes(availability))
    return refused({ why: 'contradiction', pointer: '/availability' });
  if (unit.incident !== undefined) return refused({ why: 'on-incident' });
  return accepted([{ kind: 'unit.status-changed', unit: unit.id, availability, reason }]);
}
