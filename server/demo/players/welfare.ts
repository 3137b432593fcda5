import type { Board } from '#data/contract/board.ts';
import type { UnitId } from '#data/contract/ids.ts';
import { welfareEvery } from '#data/rules/alarm-rules.ts';
import { welfareDue } from '#data/rules/alarm-units.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import { unitActor } from '../exercise.ts';
import type { Dice } from '../chance.ts';
import type { Orders } from '../orders.ts';
import type { Player } from '../player.ts';

/** Of the check-ins, the share that is forgotten until the supervisor asks; and when they are made. */
const FORGOTTEN = 0.01;
const EARLY = { from: 0.5, to: 0.7 };
const ASKED_AFTER = 2 * MINUTE;

type Parts = { board: () => Board; orders: Orders; dice: Dice; /** Nobody was asked before then. */ from: number };

/** Crews on scene say that they are well before they must, and some forget. */
export function createWelfare({ board, orders, dice, from }: Parts): Player {
  return {
    *subjects() {
      for (const { id, reason } of board().units.values()) if (reason === 'onscene') yield id;
    },
    concerns: (fact) =>
      fact.kind === 'unit.status-changed' || fact.kind === 'unit.checked-in' ? fact.unit : undefined,
    plan(id, now) {
      const next = nextOf(id);
      return next === null ? null : Math.max(now, next, from);
    },
    async act(id) {
      if (nextOf(id) === null) return;
      const unit = id as UnitId;
      if (!(await orders.unit(unitActor(unit), unit, { name: 'check-in', body: {} }))) return MINUTE;
    },
  };

  function nextOf(id: string): number | null {
    const unit = board().units.get(id as UnitId);
    if (!unit?.exercise) return null;
    const priority = (unit.incident && board().incidents.get(unit.incident)?.priority) || 2;
    const due = welfareDue(unit, priority);
    if (due === null) return null;
    const luck = dice(`${id}/well/${due}`);
    if (luck < FORGOTTEN) return due + ASKED_AFTER;
    return due - welfareEvery[priority] * (EARLY.from + (EARLY.to - EARLY.from) * luck);
  }
}
