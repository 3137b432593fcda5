import type { Board } from '#data/contract/board.ts';
import type { UnitId } from '#data/contract/ids.ts';
import type { Unit } from '#data/contract/unit.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import type { Dice } from '../chance.ts';
import type { Fleet } from './fleet.ts';
import type { Player } from '../player.ts';
import type { Tempo } from '../tempo.ts';

type Parts = {
  board: () => Board;
  fleet: Fleet;
  dice: Dice;
  tempo: Tempo;
  /** Nobody looks before then, so nobody moves without need. */
  from: number;
};

/** Everybody begins within so long of `from`. */
const BEGIN_WITHIN = MINUTE;

/** Crews that are on no incident move about: patrol their beat with stops, go home to stand by. */
export function createRounds({ board, fleet, dice, tempo, from }: Parts): Player {
  /** What a crew has begun to do, and when it goes on with it. */
  const begun = new Map<string, { status: string; next: number | null }>();

  return {
    subjects: () => fleet.crews.map(({ id }) => id),
    concerns: (fact) => (fact.kind === 'unit.status-changed' ? fact.unit : undefined),
    plan(id, now) {
      const unit = board().units.get(id as UnitId);
      if (!unit || unit.incident !== undefined) return null;
      const doing = begun.get(id);
      if (doing?.status === statusOf(unit)) return doing.next;
      return doing ? now : Math.max(now, from + BEGIN_WITHIN * dice(`${id}/first round`));
    },
    async act(id, now) {
      const unit = board().units.get(id as UnitId);
      if (!unit || unit.incident !== undefined) return;
      const isNew = begun.get(id)?.status !== statusOf(unit);
      begun.set(id, { status: statusOf(unit), next: unit.reason === 'patrol' ? patrol(unit.id, now) : null });
      if (isNew && unit.reason === 'standby') fleet.goHome(unit.id, now);
      else if (unit.reason !== 'patrol') fleet.halt(unit.id, now);
    },
  };

  /** One drive through the beat; answers when the next one begins, after a stop of some minutes. */
  function patrol(id: UnitId, now: number): number {
    const end = fleet.patrol(id, now);
    return tempo.after(end, (0.5 + 6 * dice(`${id}/stop/${Math.round(end)}`)) * MINUTE);
  }
}

function statusOf({ reason, since }: Unit): string {
  return `${reason}/${since}`;
}
