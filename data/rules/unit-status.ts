import type { UnitCommand } from '../contract/commands/unit.ts';
import type { Availability, Unit } from '../contract/unit.ts';
import type { Board } from '../contract/board.ts';
import type { CityPack } from '../contract/city-pack.ts';
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

/** Of a unit whose service nobody has told us, and of one that is none of the city's. */
export const OTHER_SERVICE = 'other';

export type UnitContext = {
  board: Pick<Board, 'units'>;
  pack: { services: readonly Pick<CityPack['services'][number], 'id'>[] };
};

/** What a crew says of itself, and what is said of it; its work on an incident it reports there. */
export function decideUnit(unit: Unit, command: UnitCommand, context: UnitContext): Decided {
  if (unit.removed !== undefined && command.name !== 'restore') return refused({ why: 'unit-removed' });
  switch (command.name) {
    case 'status':
      return status(unit, command.body);
    case 'panic':
      if (unit.panic !== undefined) return refused({ why: 'in-panic' });
      return accepted([{ kind: 'unit.panicked', unit: unit.id }]);
    case 'panic-end':
      if (unit.panic === undefined) return refused({ why: 'not-in-panic' });
      return accepted([{ kind: 'unit.panic-ended', unit: unit.id, reason: command.body.reason }]);
    case 'describe':
      return describe(unit, command.body, context);
    case 'remove':
      if (unit.incident !== undefined) return refused({ why: 'on-incident' });
      if (unit.panic !== undefined) return refused({ why: 'unit-in-panic' });
      return accepted([{ kind: 'unit.removed', unit: unit.id, reason: command.body.reason }]);
    case 'restore':
      if (unit.removed === undefined) return refused({ why: 'not-removed' });
      return accepted([{ kind: 'unit.restored', unit: unit.id, reason: command.body.reason }]);
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

type Description = Extract<UnitCommand, { name: 'describe' }>['body'];

function describe(unit: Unit, { callSign, service }: Description, { board, pack }: UnitContext): Decided {
  const isTaken = [...board.units.values()].some(
    (other) => other.id !== unit.id && other.removed === undefined && other.callSign === callSign,
  );
  if (callSign !== undefined && isTaken) return refused({ why: 'call-sign-taken', pointer: '/callSign' });
  if (service !== undefined && service !== OTHER_SERVICE && !pack.services.some(({ id }) => id === service))
    return refused({ why: 'service-unknown', pointer: '/service' });
  const changes = { ...(callSign !== undefined && { callSign }), ...(service !== undefined && { service }) };
  return accepted([{ kind: 'unit.described', unit: unit.id, ...changes }]);
}
