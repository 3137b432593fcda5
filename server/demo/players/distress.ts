import type { Board } from '#data/contract/board.ts';
import type { UnitId } from '#data/contract/ids.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import type { Dice } from '../chance.ts';
import { person, unitActor } from '../exercise.ts';
import type { Orders } from '../orders.ts';
import type { Player } from '../player.ts';

type Parts = { board: () => Board; orders: Orders; dice: Dice };

/** Of the crews that reach a scene, the share that comes to call for help: about one a day. */
const PANICS = 0.01;
const HELP_AFTER = 4 * MINUTE;
const HELPED_AFTER = 3 * MINUTE;

/** Now and then a crew on scene calls for help, and is helped. */
export function createDistress({ board, orders, dice }: Parts): Player {
  return {
    subjects: () => board().units.keys(),
    concerns: (fact) =>
      fact.kind === 'unit.status-changed' || fact.kind === 'unit.panicked' || fact.kind === 'unit.panic-ended'
        ? fact.unit
        : undefined,
    plan(id, now) {
      const next = nextOf(id);
      // A moment that has passed while nobody looked is not lived again.
      return next && (next.is === 'panic-end' || next.at >= now - MINUTE) ? Math.max(now, next.at) : null;
    },
    async act(id, now) {
      const next = nextOf(id);
      if (!next || next.at > now) return;
      const unit = id as UnitId;
      const done =
        next.is === 'panic'
          ? await orders.unit(unitActor(unit), unit, { name: 'panic', body: {} })
          : await orders.unit(person('supervisor', 2, 0), unit, {
              name: 'panic-end',
              body: { reason: 'Exercise: two crews are with them, all is well' },
            });
      // Help came: it is not called for again on this scene.
      if (!done) return 30 * MINUTE;
    },
  };

  /** Calls for help are answered by the clock on the wall, however fast the city lives. */
  function nextOf(id: string): { is: 'panic' | 'panic-end'; at: number } | null {
    const unit = board().units.get(id as UnitId);
    if (!unit?.exercise) return null;
    if (unit.panic !== undefined) return { is: 'panic-end', at: unit.panic + HELPED_AFTER };
    if (unit.reason !== 'onscene' || dice(`${id}/help/${unit.since}`) >= PANICS) return null;
    return { is: 'panic', at: unit.since + HELP_AFTER };
  }
}
