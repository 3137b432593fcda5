import type { UnitCommand } from '../contract/commands/unit.ts';
import type { Availability, Unit } from '../contract/unit.ts';
import { accepted, refused } from '../kit/result.ts';
import type { Decided } from './decision.ts';

type StatusBody = Extract<UnitCommand, { name: 'status' }>['body'];
type StatusReason = StatusBody['reason'];

/** What a crew that does so may be. */
const availabilities: Readonly<Record<StatusReason, readonly Availability[]>> = {
  patrol: ['available', 'conditional'],
  standby: ['available', 'conditional'],
  meal: ['conditional', 'unavailable'],
  refuel: ['conditional', 'unavailable'],
  offduty: ['unavailable'],
};

/** What a crew says of itself; its work on an incident it reports there. */
export function decideUnit(unit: Unit, command: UnitCommand): Decided {
  switch (command.name) {
    case 'status':
      return status(unit, command.body);
    case 'panic':
      if (unit.panic !== undefined) return refused({ why: 'in-panic' });
      return accepted([{ kind: 'unit.panicked', unit: unit.id }]);
    case 'panic-end':
      if (unit.panic === undefined) return refused({ why: 'not-in-panic' });
      return accepted([{ kind: 'unit.panic-ended', unit: unit.id, reason: command.body.reason }]);
    case 'check-in':
      return accepted([{ kind: 'unit.checked-in', unit: unit.id }]);
  }
}

function status(unit: Unit, { availability, reason }: StatusBody): Decided {
  if (!availabilities[reason].includes(availability))
    return refused({ why: 'contradiction', pointer: '/availability' });
  if (unit.incident !== undefined) return refused({ why: 'on-incident' });
  return accepted([{ kind: 'unit.status-changed', unit: unit.id, availability, reason }]);
}
