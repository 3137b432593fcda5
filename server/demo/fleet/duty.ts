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

export type Duties = Player & {
  /** Of the crews that patrol or stand by, the one that has done so the longest changes over before its time. */
  changeOver(now: number): Promise<void>;
};

/** Crews say what they do while they are on no incident, as the roster has it. */
export function createDuty({ board, orders, crews, roster, dice, spokenFor, from }: Parts): Duties {
  const byId = new Map<string, Crew>(crews.map((crew) => [crew.id, crew]));
  /** What those do who have changed over, until the roster has its say again. */
  const early = new Map<string, Duty>();
  const dutyOf = (crew: Crew, now: number) => {
    const changed = early.get(crew.id);
    return changed && now < changed.until ? changed : roster(crew, now);
  };

  return {
    subjects: () => byId.keys(),
    concerns: (fact) => (fact.kind === 'unit.status-changed' ? fact.unit : undefined),
    plan(id, now) {
      const found = freeUnit(id);
      if (!found) return null;
      if (now < from) return from;
      const { crew, unit } = found;
      const duty = dutyOf(crew, now);
      if (unit.reason === duty.reason) return duty.until;
      return Math.max(now, unit.since + BREATH_MS * (1 + 2 * dice(`${id}/breath/${unit.since}`)));
    },
    async act(id, now) {
      const found = freeUnit(id);
      if (!found) return;
      const { reason } = dutyOf(found.crew, now);
      if (found.unit.reason === reason) return;
      if (spokenFor.has(found.unit.id)) return 1000;
      if (!(await say(found.unit.id, reason))) return 60_000;
    },
    async changeOver(now) {
      const on = crews
        .flatMap(({ id }) => freeUnit(id) ?? [])
        .filter(({ unit: { id, reason } }) => (reason === 'patrol' || reason === 'standby') && !spokenFor.has(id))
        .filter(({ crew, unit }) => dutyOf(crew, now).reason === unit.reason)
        .sort((a, b) => a.unit.since - b.unit.since || (a.crew.id < b.crew.id ? -1 : 1))[0];
      if (!on) return;
      const reason = on.unit.reason === 'patrol' ? 'standby' : 'patrol';
      early.set(on.crew.id, { reason, until: roster(on.crew, now).until });
      await say(on.unit.id, reason);
    },
  };

  async function say(unit: UnitId, reason: Duty['reason']): Promise<boolean> {
    spokenFor.add(unit);
    try {
      return await orders.unit(unitActor(unit), unit, {
        name: 'status',
        body: { availability: availabilityOf[reason], reason },
      });
    } finally {
      spokenFor.delete(unit);
    }
  }

  function freeUnit(id: string): { crew: Crew; unit: Unit } | null {
    const crew = byId.get(id);
    const unit = board().units.get(id as UnitId);
    return crew && unit && unit.incident === undefined ? { crew, unit } : null;
  }
}
