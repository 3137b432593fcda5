import type { Board } from '#data/contract/board.ts';
import type { UnitId } from '#data/contract/ids.ts';
import type { Availability, Unit } from '#data/contract/unit.ts';
import type { Dice } from '../chance.ts';
import { unitActor } from '../exercise.ts';
import type { Crew } from './muster.ts';
import type { Orders } from '../orders.ts';
import type { Player } from '../player.ts';
import type { Duty, Roster } from './roster.ts';

type Parts = {
  board: () => Board;
  orders: Orders;
  crews: readonly Crew[];
  roster: Roster;
  dice: Dice;
  /** Units that somebody is just deciding about. */
  spokenFor: Set<UnitId>;
  /** Nobody says anything about duties before then. */
  from: number;
};

const availabilityOf: Record<Duty['reason'], Availability> = {
  patrol: 'available',
  standby: 'available',
  meal: 'conditional',
  refuel: 'conditional',
  offduty: 'unavailable',
};
/** A crew that has just been freed catches its breath. */
const BREATH_MS = 30_000;

/** Crews say what they do while they are on no incident, as the roster has it. */
export function createDuty({ board, orders, crews, roster, dice, spokenFor, from }: Parts): Player {
  const byId = new Map<string, Crew>(crews.map((crew) => [crew.id, crew]));

  return {
    subjects: () => byId.keys(),
    concerns: (fact) => (fact.kind === 'unit.status-changed' ? fact.unit : undefined),
    plan(id, now) {
      const found = freeUnit(id);
      if (!found) return null;
      if (now < from) return from;
      const { crew, unit } = found;
      const duty = roster(crew, now);
      if (unit.reason === duty.reason) return duty.until;
      return Math.max(now, unit.since + BREATH_MS * (1 + 2 * dice(`${id}/breath/${unit.since}`)));
    },
    async act(id, now) {
      const found = freeUnit(id);
      if (!found) return;
      const { reason } = roster(found.crew, now);
      if (found.unit.reason === reason) return;
      if (spokenFor.has(found.unit.id)) return 1000;
      const body = { availability: availabilityOf[reason], reason };
      spokenFor.add(found.unit.id);
      try {
        if (!(await orders.unit(unitActor(found.unit.id), found.unit.id, { name: 'status', body }))) return 60_000;
      } finally {
        spokenFor.delete(found.unit.id);
      }
    },
  };

  function freeUnit(id: string): { crew: Crew; unit: Unit } | null {
    const crew = byId.get(id);
    const unit = board().units.get(id as UnitId);
    return crew && unit && unit.incident === undefined ? { crew, unit } : null;
  }
}
